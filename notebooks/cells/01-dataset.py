# %% [markdown]
# # A dataset in a notebook
# A dataset is a folder of tables. Each row is tied to its place in the text.

# %%
import jadval
import polars

polars.Config(tbl_rows=20, tbl_cols=12, fmt_str_lengths=60, tbl_width_chars=200, tbl_hide_column_data_types=True)
ds = jadval.read("datasets/news")
ds

# %% [markdown]
# A table goes to polars, pandas, Arrow or DuckDB without a copy.

# %%
ds.dates.to_polars().select("doc_id", "text", "calendar", "start_date", "solar_start").head(6)

# %%
ds.figures.to_pandas()[["text", "value", "unit", "property", "doc_id"]].head(6)

# %% [markdown]
# Rows are joined by their ids: which figures does which source give?

# %%
ds.ask("figures-by-source").select("source", "source_text", "property", "value", "unit").head(6)

# %%
with ds.duckdb() as db:
    counts = db.sql("select m.entity_id, count(*) as mentions from mentions m group by all order by mentions desc, entity_id limit 6").fetchall()
counts

# %% [markdown]
# What a source has wrong stands beside the value as a finding.

# %%
jadval.read("datasets/damaged").findings.to_polars().group_by("check").len().sort("len", "check", descending=[True, False])

# %% [markdown]
# A document, from right to left, with what was found in it.

# %%
ds.doc()

# %% [markdown]
# Where people say something a bar stands at the side, clauses have a frame, and findings stand below.

# %%
jadval.read("datasets/agreements").doc("water-cooperation")

# %% [markdown]
# Your own texts need no file.

# %%
mine = jadval.extract({"note": "دیروز ۱۲ نفر در تبریز زخمی شدند."}, reference_date="2020-12-10")
mine.dates
