"""Many DOT graphs through few `dot` processes.

Starting `dot` costs twenty times what laying out a chart does (performance notes §2), so graphs
are concatenated on its standard input. A syntax error silently drops every later graph of the
stream: what comes back is counted, and the culprit is found by halving.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

_STOP = "stop\n"
_TIMEOUT = 300


class DotMissing(Exception):
    """Graphviz is not installed; the text says in Chinese how to install it."""

    def __init__(self) -> None:
        super().__init__("没有找到 Graphviz 的 dot 程序，请先安装 graphviz")


class DotFailed(Exception):
    """`dot` could not lay out a graph.

    Attributes:
        name: The graph's name, as given to `render`.
        detail: What `dot` said.
    """

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"流程图“{name}”画不出来：{detail}")
        self.name = name
        self.detail = detail


def render(graphs: Mapping[str, str], *, processes: int = 1) -> dict[str, str]:
    """Lay out graphs and return each one's layout in dot's plain format.

    Equal graphs are laid out once. The result has the keys of `graphs`, in their order.

    Args:
        graphs: DOT text by a name that a reader of an error can find.
        processes: How many `dot` processes to run side by side.

    Raises:
        DotMissing: There is no `dot` on this machine.
        DotFailed: A graph cannot be laid out; the first such graph is named.
    """
    names: dict[str, str] = {}
    for name, dot in graphs.items():
        names.setdefault(dot, name)
    dots = list(names)
    if not dots:
        return {}
    program = _program()
    count = max(1, min(processes, len(dots)))
    size = -(-len(dots) // count)
    shares = [dots[start : start + size] for start in range(0, len(dots), size)]
    if len(shares) == 1:
        found = _lay_out(program, shares[0], names)
    else:
        with ThreadPoolExecutor(len(shares)) as pool:
            parts = pool.map(lambda share: _lay_out(program, share, names), shares)
            found = [plain for part in parts for plain in part]
    layouts = dict(zip(dots, found, strict=True))
    return {name: layouts[dot] for name, dot in graphs.items()}


def graphviz_version() -> str:
    """What `dot -V` says of itself; layouts differ between versions.

    Raises:
        DotMissing: There is no `dot` on this machine.
    """
    return _version(_program())


@cache
def _version(program: str) -> str:
    # The program is Graphviz itself, found on PATH.
    done = subprocess.run([program, "-V"], capture_output=True, check=False)  # noqa: S603
    return done.stderr.decode("utf-8", "replace").strip()


def _program() -> str:
    program = shutil.which("dot")
    if program is None:
        raise DotMissing
    return program


def _lay_out(program: str, dots: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Run one process over a stream of graphs; on failure halve until the culprit is alone."""
    done = _run(program, dots)
    if isinstance(done, list):
        return done
    if len(dots) == 1:
        raise DotFailed(names[dots[0]], done)
    middle = len(dots) // 2
    return _lay_out(program, dots[:middle], names) + _lay_out(program, dots[middle:], names)


def _run(program: str, dots: Sequence[str]) -> list[str] | str:
    """Return one layout for each graph, or what went wrong."""
    try:
        # The program is Graphviz itself and the input is data, never a command.
        done = subprocess.run(  # noqa: S603 - the `dot` found on PATH and fixed arguments
            [program, "-Tplain"],
            input="\n".join(dots).encode(),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"超过 {_TIMEOUT} 秒没有结果"
    plains = done.stdout.decode("utf-8", "replace").split(_STOP)
    if done.returncode == 0 and len(plains) == len(dots) + 1 and not plains[-1].strip():
        return [plain + _STOP for plain in plains[:-1]]
    said = done.stderr.decode("utf-8", "replace").strip()
    return said.splitlines()[0] if said else f"返回值 {done.returncode}，图的数目不对"
