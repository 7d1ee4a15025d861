//! Ids: unique within their table, and there where other rows refer to them.
//!
//! Ids are compared by 64-bit hashes, kept in shards that are built in parallel. Where a table has more ids than
//! [`AT_ONCE`], the work is done in several passes over the id columns, each with its share of the hashes, so that
//! memory does not grow with the dataset. Before two ids are called equal, they are compared themselves.

use super::report::Report;
use super::tables::OpenTable;
use crate::check::{Offenders, READABLE, REFERENCE, UNIQUE_ID, cell, text};
use crate::error::Result;
use arrow::array::Array;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

/// Most ids of a column that are held at the same time.
const AT_ONCE: u64 = 8 << 20;

/// Shards of a set of hashes.
const SHARDS: usize = 64;

/// A column that refers to rows.
struct Link {
    table: &'static str,
    column: &'static str,
    /// The columns of which one has the value.
    targets: Vec<(&'static str, &'static str)>,
    /// A value that refers to no row.
    except: Option<&'static str>,
    /// The column that names the table referred to, where rows differ in it.
    by: Option<&'static str>,
}

/// Every reference of the tables: the declared ones, and those to one of several tables.
fn links() -> Vec<Link> {
    let mut links: Vec<Link> = crate::tables::tables()
        .iter()
        .flat_map(|table| {
            table.references.iter().map(|reference| Link {
                table: table.name,
                column: reference.column,
                targets: vec![(reference.table, reference.to)],
                except: None,
                by: None,
            })
        })
        .collect();
    for table in ["mentions", "provision_parties"] {
        links.push(Link {
            table,
            column: "entity_id",
            targets: vec![("actors", "actor_id"), ("places", "place_id"), ("products", "product_id")],
            except: None,
            by: None,
        });
    }
    // The reference day is no row.
    links.push(Link {
        table: "dates",
        column: "anchor_id",
        targets: vec![("dates", "date_id")],
        except: Some("reference"),
        by: None,
    });
    for target in ["dates", "figures", "mentions", "clauses", "provisions"] {
        let id = crate::tables::table(target).and_then(|table| table.primary_key.first());
        links.extend(id.map(|&id| Link {
            table: "findings",
            column: "row_id",
            targets: vec![(target, id)],
            except: None,
            by: Some("table"),
        }));
    }
    links
}

/// Columns that are read together: those that hold ids, and all that refer to them.
struct Group {
    targets: Vec<(&'static str, &'static str)>,
    links: Vec<Link>,
}

fn groups() -> Vec<Group> {
    let unique = crate::tables::tables().iter().flat_map(|table| {
        table.columns().filter(|column| column.unique).map(|column| vec![(table.name, column.name)])
    });
    let mut groups: Vec<Group> = unique.map(|targets| Group { targets, links: Vec::new() }).collect();
    for link in links() {
        match groups.iter_mut().find(|group| group.targets == link.targets) {
            Some(group) => group.links.push(link),
            None => groups.push(Group { targets: link.targets.clone(), links: vec![link] }),
        }
    }
    groups
}

pub(super) fn check(tables: &[OpenTable], report: &mut Report) {
    for group in groups() {
        group.check(tables, report);
    }
}

impl Group {
    fn check(&self, tables: &[OpenTable], report: &mut Report) {
        let find = |name: &str| tables.iter().find(|open| open.table.name == name);
        // A table that is not there is reported as such.
        let there: Vec<(&OpenTable, &str)> =
            self.targets.iter().filter_map(|&(table, column)| Some((find(table)?, column))).collect();
        let lacking = there.iter().find(|(open, column)| !open.has(column));
        if let Some((open, column)) = lacking {
            report.leave_out(UNIQUE_ID, open.table.name, lacks(column));
        }
        if lacking.is_some() || there.len() < self.targets.len() {
            for link in self.links.iter().filter(|link| find(link.table).is_some()) {
                let why = format!("{}: that column is not there as it is declared", link.what());
                report.leave_out(REFERENCE, link.table, why);
            }
            return;
        }
        let mut froms: Vec<(&Link, &OpenTable, Offenders)> = Vec::new();
        for link in &self.links {
            let Some(from) = find(link.table) else { continue };
            if from.has(link.column) {
                froms.push((link, from, Offenders::default()));
            } else {
                report.leave_out(REFERENCE, link.table, lacks(link.column));
            }
        }
        let mut twice = Offenders::default();
        for pass in Pass::all(there.iter().map(|(open, _)| open.rows()).sum()) {
            let done = Keys::read(&there, pass).and_then(|keys| {
                if let [(open, column)] = there[..] {
                    repeated(open, column, &keys, &mut twice)?;
                }
                for (link, from, wrong) in &mut froms {
                    dangling(from, link, &keys, pass, wrong)?;
                }
                Ok(())
            });
            if let (Err(cause), Some((open, _))) = (done, there.first()) {
                report.files(READABLE, open.table.name, "ids can be read", vec![cause.to_string()]);
                return;
            }
        }
        if let [(open, column)] = there[..] {
            report.rows(UNIQUE_ID, open, format!("no two rows share a {column}"), &twice);
        }
        for (link, from, wrong) in froms {
            report.rows(REFERENCE, from, link.what(), &wrong);
        }
    }
}

fn lacks(column: &str) -> String {
    format!("the column {column} is not there as it is declared")
}

impl Link {
    fn what(&self) -> String {
        let targets: Vec<String> =
            self.targets.iter().map(|(table, column)| format!("a {column} of {table}")).collect();
        format!("{} is {}", self.column, targets.join(" or "))
    }
}

/// The share of the hashes that a pass is about.
#[derive(Clone, Copy)]
struct Pass {
    number: u64,
    of: u64,
}

impl Pass {
    fn all(ids: u64) -> impl Iterator<Item = Self> {
        let of = ids.div_ceil(AT_ONCE).max(1);
        (0..of).map(move |number| Self { number, of })
    }

    fn has(self, hash: u64) -> bool {
        self.of == 1 || (hash >> 32) % self.of == self.number
    }
}

/// A set of hashes, and those that came twice.
struct Keys {
    shards: Vec<FxHashSet<u64>>,
    repeated: FxHashSet<u64>,
}

impl Keys {
    fn read(columns: &[(&OpenTable, &str)], pass: Pass) -> Result<Self> {
        let pieces =
            columns.iter().flat_map(|(open, column)| open.pieces.iter().map(move |piece| (piece, *column)));
        let read: Vec<Vec<Vec<u64>>> = pieces
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(piece, column)| {
                let mut shards = vec![Vec::new(); SHARDS];
                for batch in piece.read(Some(&[column]))? {
                    let batch = batch?;
                    let Some(ids) = text(&batch, column) else { continue };
                    for id in ids.iter().flatten() {
                        let hash = xxh3_64(id.as_bytes());
                        if pass.has(hash)
                            && let Some(shard) = shards.get_mut(hash as usize % SHARDS)
                        {
                            shard.push(hash);
                        }
                    }
                }
                Ok(shards)
            })
            .collect::<Result<_>>()?;
        let built: Vec<(FxHashSet<u64>, Vec<u64>)> = (0..SHARDS)
            .into_par_iter()
            .map(|n| {
                let parts = || read.iter().filter_map(|shards| shards.get(n));
                let mut set = FxHashSet::default();
                set.reserve(parts().map(Vec::len).sum());
                let mut repeated = Vec::new();
                for &hash in parts().flatten() {
                    if !set.insert(hash) {
                        repeated.push(hash);
                    }
                }
                (set, repeated)
            })
            .collect();
        let (shards, repeated): (Vec<_>, Vec<_>) = built.into_iter().unzip();
        Ok(Self { shards, repeated: repeated.into_iter().flatten().collect() })
    }

    fn has(&self, hash: u64) -> bool {
        self.shards.get(hash as usize % SHARDS).is_some_and(|shard| shard.contains(&hash))
    }
}

/// The rows whose id another row before them has.
fn repeated(open: &OpenTable, column: &str, keys: &Keys, wrong: &mut Offenders) -> Result<()> {
    if keys.repeated.is_empty() {
        return Ok(());
    }
    let mut seen: FxHashSet<String> = FxHashSet::default();
    for (n, piece) in open.pieces.iter().enumerate() {
        let mut row = 0;
        for batch in piece.read(Some(&[column]))? {
            let batch = batch?;
            let Some(ids) = text(&batch, column) else { continue };
            for id in ids {
                if let Some(id) = id.filter(|id| keys.repeated.contains(&xxh3_64(id.as_bytes())))
                    && !seen.insert(id.to_owned())
                {
                    wrong.add(n, row, || format!("{column} {id} is that of a row before it"));
                }
                row += 1;
            }
        }
    }
    Ok(())
}

/// The rows that refer to nothing.
fn dangling(from: &OpenTable, link: &Link, keys: &Keys, pass: Pass, wrong: &mut Offenders) -> Result<()> {
    let columns: Vec<&str> = std::iter::once(link.column).chain(link.by).collect();
    let target = link.targets.first().map(|(table, _)| *table);
    let found: Vec<Offenders> = from
        .pieces
        .par_iter()
        .enumerate()
        .map(|(n, piece)| {
            let mut wrong = Offenders::default();
            let mut first = 0;
            for batch in piece.read(Some(&columns))? {
                let batch = batch?;
                let Some(ids) = text(&batch, link.column) else { continue };
                let by = link.by.and_then(|by| text(&batch, by));
                // Rows beside each other often refer to the same one.
                let mut last = None;
                for row in 0..ids.len() {
                    let id = cell(ids, row).filter(|&id| last != Some(id) && link.except != Some(id));
                    let Some(id) = id else { continue };
                    if by.is_some_and(|by| cell(by, row) != target) {
                        continue;
                    }
                    let hash = xxh3_64(id.as_bytes());
                    if pass.has(hash) && !keys.has(hash) {
                        wrong.add(n, first + row as u64, || format!("{} {id} is not there", link.column));
                    } else {
                        last = Some(id);
                    }
                }
                first += ids.len() as u64;
            }
            Ok(wrong)
        })
        .collect::<Result<_>>()?;
    found.into_iter().for_each(|found| wrong.append(found));
    Ok(())
}
