"""Reports: findings and results put into words for a terminal or another program.

One module per format. Each takes findings, a way to the text of a file and the extent of the run,
and returns the whole report; `formats` knows them all.
"""

from collections.abc import Mapping

FORMATS = ("text", "json", "gitlab", "github", "sarif", "junit", "markdown", "xlsx")
"""Names of the formats; here rather than in `formats`, so that asking for help loads no writer."""


def chosen(name: str, environment: Mapping[str, str]) -> str:
    """The format meant by a name; `auto` looks at which service runs the job."""
    if name != "auto":
        return name
    for variable, format_ in (("GITHUB_ACTIONS", "github"), ("GITLAB_CI", "gitlab")):
        if environment.get(variable, "").lower() not in {"", "0", "false"}:
            return format_
    return "text"
