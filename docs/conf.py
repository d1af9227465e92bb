"""How Sphinx builds the site: `make docs`. Pages in `made/` are written by scripts/docs.py."""

from __future__ import annotations

import dateline

project = "dateline"
author = "the dateline developers"
version = release = dateline.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
html_theme = "furo"
html_title = f"dateline {version}"
html_copy_source = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
napoleon_google_docstring = False
# Our Returns sections are prose, where napoleon expects a list of types.
napoleon_custom_sections = ["Returns"]
# Docstrings name things in single backticks: code, not references.
default_role = "code"
# No fonts, scripts or styles from the network: the site is read offline too.
html_css_files: list[str] = []
