# %% [markdown]
# # Checks
# A dataset is checked against its own description, the contract of the tables, its sources, and what its pipeline expects.

# %%
import pathlib
import shutil
import tempfile

import jadval

jadval.validate("datasets/news", pipeline="pipelines/news.toml")

# %% [markdown]
# An expectation that fails: this pipeline says that there are at least a thousand dates.

# %%
folder = pathlib.Path(tempfile.mkdtemp())
strict = folder / "news.toml"
strict.write_text(
    pathlib.Path("pipelines/news.toml").read_text(encoding="utf-8") + '\n[[expect]]\ntable = "dates"\nrows = { min = 1000 }\n',
    encoding="utf-8",
)
report = jadval.validate("datasets/news", pipeline=strict)
[(check["table"], check["name"], check["what"]) for check in report.failures]

# %%
try:
    report.raise_if_failed()
except jadval.ValidationFailed as failed:
    print(failed)

# %% [markdown]
# A damaged dataset: a value was changed after it had been written.

# %%
ds = jadval.read("datasets/news")
dates = ds.dates.to_polars()
wrong = dates.with_columns(solar_start=dates["solar_start"].reverse())
damaged = ds.replace(dates=wrong).write(folder / "damaged")
[(check["name"], check["offending"]) for check in jadval.validate(damaged).failures]

# %% [markdown]
# What tells it from the one that was committed:

# %%
changed = jadval.diff("datasets/news", folder / "damaged")
{table: {kind: found[kind] for kind in ("added", "removed", "changed")} for table, found in changed.items()}

# %% [markdown]
# In CI the same two questions are one command each (docs/ci.md): `jadval run pipelines/news.toml --check` and
# `jadval validate datasets/news --format junit`. From Python, no line is good news:

# %%
jadval.run("pipelines/news.toml", check=True)

# %%
shutil.rmtree(folder)
