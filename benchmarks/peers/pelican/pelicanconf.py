"""Pelican's settings: the pages that the other sites here have."""

SITENAME = "Force news"
SITEURL = "https://news.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = False
YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "months/{date:%Y-%m}/index.html"
CATEGORY_SAVE_AS = CATEGORY_URL = "areas/{slug}/index.html"
FEED_ALL_RSS = "index.xml"
CATEGORY_FEED_RSS = "areas/{slug}/index.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = TAG_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
MARKDOWN = {"extension_configs": {}, "output_format": "html5"}
