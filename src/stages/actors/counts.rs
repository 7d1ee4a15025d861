//! The actors, places and products of many documents, counted.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type};
use rustc_hash::FxHashMap;

use super::model::{Entity, EntityKind, MentionRow, ProductKind};
use super::table::{ACTORS, PLACES, PRODUCTS};
use crate::error::{Error, Result};
use crate::table::{Closed, Columns, Row, RowsOf, Table, Vocabulary};

/// Entities in order of first mention, with the number of their mentions and documents.
///
/// Counts of several batches merge in document order; the result is the same however documents were batched.
#[derive(Clone, Debug, Default)]
pub struct EntityCounts {
    entities: Vec<Counted>,
    by_id: FxHashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct Counted {
    entity: Entity,
    kind: EntityKind,
    mentions: u64,
    documents: u64,
}

impl EntityCounts {
    /// Counts the mentions of one more document.
    pub fn add(&mut self, analysis: &(impl RowsOf<Entity> + RowsOf<MentionRow>)) {
        for (entity, kind, mentions) in Self::of(analysis) {
            self.count(entity, kind, mentions, u64::from(mentions > 0));
        }
    }

    /// Counts an entity of one more document, as [`Self::of`] gave it.
    pub fn add_entity(&mut self, entity: &Entity, kind: EntityKind, mentions: u64) {
        self.count(entity, kind, mentions, u64::from(mentions > 0));
    }

    /// The entities of one document, each once, and how often it mentions them.
    #[must_use]
    pub fn of(analysis: &(impl RowsOf<Entity> + RowsOf<MentionRow>)) -> Vec<(&Entity, EntityKind, u64)> {
        let (entities, mentions): (&[Entity], &[MentionRow]) = (analysis.rows_of(), analysis.rows_of());
        let mut tallies: Vec<(u64, Option<EntityKind>)> = vec![(0, None); entities.len()];
        for mention in mentions {
            if let Some((mentions, kind)) = tallies.get_mut(mention.value.entity) {
                *mentions += 1;
                kind.get_or_insert(mention.value.kind);
            }
        }
        // Entities of one document that carry the same id are one, and the document counts once.
        let mut counted: FxHashMap<&str, usize> = FxHashMap::default();
        let mut order: Vec<(&Entity, EntityKind, u64)> = Vec::with_capacity(entities.len());
        for (entity, (mentions, mentioned_as)) in entities.iter().zip(tallies) {
            // One whose only mention was rejected is none of this document, and nothing can be said of one without a kind.
            let Some(kind) = mentioned_as.and(entity.kind.or(mentioned_as)) else { continue };
            let index = *counted.entry(&entity.id).or_insert(order.len());
            match order.get_mut(index) {
                Some((.., total)) => *total += mentions,
                None => order.push((entity, kind, mentions)),
            }
        }
        order
    }

    /// Adds the counts of documents that come after all documents counted here.
    pub fn merge(&mut self, later: &Self) {
        for counted in &later.entities {
            self.count(&counted.entity, counted.kind, counted.mentions, counted.documents);
        }
    }

    /// Adds the counts of documents that come after all documents counted here, as the rows of `actors`, `places` or
    /// `products` have them; rows of other tables count nothing.
    ///
    /// # Errors
    /// A document's error for rows that are none of these tables.
    pub fn add_rows(&mut self, table: &Table, rows: &RecordBatch) -> Result<()> {
        if !Self::makes(table) {
            return Ok(());
        }
        if rows.schema().fields() != table.arrow_schema().fields() {
            let message = format!("expected the columns of {}, found others", table.name);
            return Err(Error::document(message).at(table.name));
        }
        let fixed = [(PLACES.name, EntityKind::Place), (PRODUCTS.name, EntityKind::Product)];
        let fixed = fixed.iter().find(|(name, _)| *name == table.name).map(|(_, kind)| *kind);
        let key = table.primary_key.first().copied().unwrap_or_default();
        let text = |name: &str, row: usize| {
            let cells = rows.column_by_name(name)?.as_string_opt::<i32>()?;
            cells.is_valid(row).then(|| cells.value(row).to_owned())
        };
        let degrees = |name: &str, row: usize| {
            let cells = rows.column_by_name(name)?.as_primitive_opt::<Float64Type>()?;
            cells.is_valid(row).then(|| cells.value(row))
        };
        let number = |name: &str, row: usize| {
            let cells = rows.column_by_name(name)?.as_primitive_opt::<Int64Type>()?;
            u64::try_from(cells.value(row)).ok()
        };
        for row in 0..rows.num_rows() {
            let word = text("kind", row);
            let named = EntityKind::VALUES.iter().copied().find(|kind| word.as_deref() == Some(kind.word()));
            let product =
                ProductKind::VALUES.iter().copied().find(|kind| word.as_deref() == Some(kind.word()));
            let (Some(id), Some(kind)) = (text(key, row), fixed.or(named)) else {
                let message = format!("expected an id and a kind in row {row}, found none");
                return Err(Error::document(message).at(table.name));
            };
            let entity = Entity {
                id,
                kind: Some(kind),
                name_fa: text("name_fa", row).unwrap_or_default(),
                name_en: text("name_en", row),
                wikidata: text("wikidata", row),
                iso3166: text("iso3166", row),
                part_of: text("part_of", row),
                capital_of: text("capital_of", row),
                latitude: degrees("latitude", row),
                longitude: degrees("longitude", row),
                product_kind: product.filter(|_| kind == EntityKind::Product),
                maker: text("maker", row),
            };
            let count = |name| number(name, row).unwrap_or_default();
            self.count(&entity, kind, count("mentions"), count("documents"));
        }
        Ok(())
    }

    fn count(&mut self, entity: &Entity, kind: EntityKind, mentions: u64, documents: u64) {
        if let Some(known) = self.by_id.get(&entity.id).and_then(|&index| self.entities.get_mut(index)) {
            known.mentions += mentions;
            known.documents += documents;
        } else {
            self.by_id.insert(entity.id.clone(), self.entities.len());
            self.entities.push(Counted { entity: entity.clone(), kind, mentions, documents });
        }
    }

    /// Whether the rows of `table` are entities, which are counted over all documents.
    #[must_use]
    pub fn makes(table: &Table) -> bool {
        [ACTORS.name, PLACES.name, PRODUCTS.name].contains(&table.name)
    }

    /// The rows of `actors`, `places` or `products`; `None` for every other table.
    ///
    /// # Errors
    /// Where the names outgrow what Arrow can hold (2 GiB).
    pub fn batch(&self, table: &Table) -> Result<Option<RecordBatch>> {
        if table.name == ACTORS.name {
            self.actors().map(Some)
        } else if table.name == PLACES.name {
            self.places().map(Some)
        } else if table.name == PRODUCTS.name {
            self.products().map(Some)
        } else {
            Ok(None)
        }
    }

    /// The table `actors`: every entity but places and products.
    ///
    /// # Errors
    /// Where the names outgrow what Arrow can hold (2 GiB).
    pub fn actors(&self) -> Result<RecordBatch> {
        self.table(&ACTORS, EntityKind::acts, |row, Counted { entity, kind, .. }| {
            row.text("kind", kind.word())
                .text("wikidata", entity.wikidata.as_deref())
                .text("iso3166", entity.iso3166.as_deref())
                .text("part_of", entity.part_of.as_deref())
        })
    }

    /// The table `places`.
    ///
    /// # Errors
    /// Where the names outgrow what Arrow can hold (2 GiB).
    pub fn places(&self) -> Result<RecordBatch> {
        self.table(
            &PLACES,
            |kind| kind == EntityKind::Place,
            |row, Counted { entity, .. }| {
                row.text("wikidata", entity.wikidata.as_deref())
                    .text("iso3166", entity.iso3166.as_deref())
                    .float("latitude", entity.latitude)
                    .float("longitude", entity.longitude)
                    .text("capital_of", entity.capital_of.as_deref())
            },
        )
    }

    /// The table `products`.
    ///
    /// # Errors
    /// Where the names outgrow what Arrow can hold (2 GiB).
    pub fn products(&self) -> Result<RecordBatch> {
        self.table(
            &PRODUCTS,
            |kind| kind == EntityKind::Product,
            |row, Counted { entity, .. }| {
                row.text("kind", entity.product_kind.map(|kind| kind.word()))
                    .text("wikidata", entity.wikidata.as_deref())
                    .text("part_of", entity.part_of.as_deref())
                    .text("maker", entity.maker.as_deref())
            },
        )
    }

    /// A table of entities: an id, names, what is its own, and how often they are named.
    fn table(
        &self,
        table: &'static Table,
        wanted: impl Fn(EntityKind) -> bool,
        own: impl for<'r> Fn(Row<'r>, &Counted) -> Row<'r>,
    ) -> Result<RecordBatch> {
        let mut columns = Columns::new(table);
        let [id, ..] = table.primary_key else { return columns.finish() };
        for counted in self.entities.iter().filter(|counted| wanted(counted.kind)) {
            let entity = &counted.entity;
            let row = columns
                .row()
                .text(id, entity.id.as_str())
                .text("name_fa", entity.name_fa.as_str())
                .text("name_en", entity.name_en.as_deref());
            own(row, counted).int64("mentions", counted.mentions).int64("documents", counted.documents);
        }
        columns.finish()
    }
}
