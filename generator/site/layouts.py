"""Layouts kept between builds: what Graphviz said once about a graph it need not say again.

Each stands under the hash of everything it depends on (the graph, the version of Graphviz, the
form of this store) with a digest of its own content, so that a torn or altered file is drawn
anew and never shown. Only this folder is written; deleting it costs a fraction of a second.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.render import graphviz_version, render
from generator.site.kept import keep, read_kept, sweep

_FORM = "1"
"""Raise it when other output of dot is kept than `dot -Tplain`."""


class Layouts:
    """Lays out graphs, asking Graphviz only about those not known.

    Attributes:
        drawn: How many different graphs Graphviz was asked about.
        kept: How many were known.
    """

    def __init__(self, folder: Path | None = None, *, processes: int = 1) -> None:
        """Keep layouts in a folder; nothing is kept without one."""
        self.drawn = self.kept = 0
        self._folder = folder
        self._processes = processes
        self._used: set[str] = set()

    def __call__(self, graphs: Mapping[str, str]) -> dict[str, str]:
        """Lay out graphs by name.

        Raises:
            DotMissing: There is no `dot` on this machine.
            DotFailed: A graph cannot be laid out.
        """
        if self._folder is None:
            self.drawn += len(set(graphs.values()))
            return render(graphs, processes=self._processes)
        version = graphviz_version() if graphs else ""
        keys = {dot: _key(version, dot) for dot in graphs.values()}
        self._used |= set(keys.values())
        known = {dot: plain for dot, key in keys.items() if (plain := self._read(key)) is not None}
        asked = {name: dot for name, dot in graphs.items() if dot not in known}
        self.kept += len(known)
        self.drawn += len(keys) - len(known)
        made = render(asked, processes=self._processes)
        for name, plain in made.items():
            if asked[name] not in known:
                known[asked[name]] = plain
                self._write(keys[asked[name]], plain)
        return {name: known[dot] for name, dot in graphs.items()}

    def sweep(self) -> None:
        """Forget layouts that nothing asked for since the beginning."""
        if self._folder is not None:
            sweep(self._folder, self._used)

    def _read(self, key: str) -> str | None:
        assert self._folder is not None
        kept = read_kept(self._folder / key)
        return None if kept is None else kept.decode()

    def _write(self, key: str, plain: str) -> None:
        assert self._folder is not None
        keep(self._folder / key, plain.encode())


def _key(version: str, dot: str) -> str:
    return hashlib.sha256(f"{_FORM}\0{version}\0{dot}".encode()).hexdigest()
