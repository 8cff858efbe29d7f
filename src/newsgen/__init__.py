"""newsgen: a static site generator for police forces' news archives."""

__version__ = "0.1.0"
