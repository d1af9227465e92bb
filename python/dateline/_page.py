"""A piece of HTML that shows itself in a notebook and can be written to a file.

No script runs in it: what opens on hover or focus is plain CSS, and every word of the data is escaped.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import Path

from dateline._files import file_aside
from dateline._options import path_of

__all__ = ["Page"]


class Page:
    """HTML made by `show`, `show_tree`, `compare` or `explain`, which say what they raise.

    A notebook shows it; `html` (str) is a piece to put into a page of your own; `write(path)` makes a whole page.

    >>> import dateline as dl
    >>> dl.show("Norway condemned the raid.")
    <dateline page: article; show it in a notebook or .write('page.html')>
    """

    def __init__(self, title: str, body: str) -> None:
        self._title = title
        self._body = body

    @property
    def html(self) -> str:
        """The piece of HTML (str), with its style; it needs nothing from the network. Raises nothing.

        >>> import dateline as dl
        >>> "<script" in dl.show("<script>alert(1)</script> Norway condemned the raid.").html
        False
        """
        style = (files("dateline") / "templates" / "show.css").read_text("utf-8")
        return f'<div class="dl-page"><style>{style}</style>{self._body}</div>'

    def write(self, path: str | Path) -> Path:
        """Write a whole page to `path` (UTF-8); return the path.

        Raises `IsADirectoryError` where that is a folder, `OSError` where nothing can be written.

        >>> import dateline as dl, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     dl.show("Norway condemned the raid.").write(folder + "/one.html").name
        'one.html'
        """
        path = path_of("path", path)
        with file_aside(path) as aside:
            aside.write_text(self._page(), encoding="utf-8")
        return path

    def _page(self) -> str:
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return (
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            f"<title>{escape(self._title)}</title></head><body>{self.html}</body></html>\n"
        )

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<dateline page: {self._title}; show it in a notebook or .write('page.html')>"


def fields(values: dict[str, object]) -> str:
    """Return a row as lines of name and value, without those that are null or empty."""
    lines = [
        f"<span><b>{escape(name)}</b> {escape(_shown(value))}</span>"
        for name, value in values.items()
        if value is not None and value != []
    ]
    return "".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
