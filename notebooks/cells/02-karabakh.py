# %% [markdown]
# # The war of 2020 over Nagorno-Karabakh, from one report
# What one would look for: what happened when, who lost how many and who says so, who gave arms to whom, what the ceasefire asks of
# whom by when, and where all that was.

# %%
import jadval
import polars
from jadval import plots

polars.Config(tbl_rows=20, tbl_cols=12, fmt_str_lengths=60, tbl_width_chars=200, tbl_hide_column_data_types=True)
ds = jadval.read("datasets/karabakh-2020")
ds

# %% [markdown]
# ## What happened when
# Days of both calendars.

# %%
ds.timeline(since="2020-07-01", until="2020-12-31")

# %% [markdown]
# ## Losses by side and source

# %%
ds.ask("casualties").select("property", "side", "value", "lower", "upper", "date", "claimed_by", "source")

# %%
# Beside each bar the number, and the day that it belongs to in both calendars where the report tells one.
plots.figures(ds, ["killed", "wounded"])

# %% [markdown]
# ## Who says what

# %%
ds.ask("who-said-what").select("speaker", "act", "content").head(10)

# %% [markdown]
# ## Who gives arms to whom
# Transfers of arms are events of the type `transfer`; this report tells of none, and an empty table says so.

# %%
transfers = ["agent", "what", "other", "place", "start_date", "event"]
ds.ask("transfers").select(transfers)

# %% [markdown]
# What such rows look like, from two sentences of our own:

# %%
sentences = {
    "a": "اسرائیل در سال ۲۰۱۶ پنج پهپاد هاروپ به جمهوری آذربایجان فروخت.",
    "b": "روسیه در ۱۲ مرداد ۱۳۹۷ چهار جنگندهٔ سوخو-۳۰ به ارمنستان تحویل داد.",
}
jadval.extract(sentences).ask("transfers").select(transfers)

# %% [markdown]
# ## What is to be done by when

# %%
ds.ask("obligations").filter(polars.col("deadline_date").is_not_null()).select("modality", "parties", "deadline_date", "text")

# %% [markdown]
# ## Where

# %%
ds.places_map(bounds=(43.0, 38.3, 50.6, 42.6))
