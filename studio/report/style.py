"""How a report looks: the colours of the studio as the reader's system wishes them, light or dark, and light on paper."""

from __future__ import annotations

from studio.colours import DARK, LIGHT, Theme

_ROLES = ("board", "panel", "card", "line", "strong_line", "wire", "text", "quiet", "accent", "second_run", "bad")

_PAGE = """
*{box-sizing:border-box}
html{background:var(--panel);color:var(--text);font:15px/1.55 Inter,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
 font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
body{max-width:1120px;margin:0 auto;padding:56px 32px 80px}
h1{font-size:32px;line-height:1.2;letter-spacing:-.02em;margin:0}
h2{font-size:20px;letter-spacing:-.01em;margin:56px 0 16px}
h3{font-size:15px;margin:32px 0 8px}
p{margin:0 0 12px;max-width:80ch;text-wrap:pretty}
.quiet,figcaption,summary,dt,th{color:var(--quiet)}
.bad{color:var(--bad)}
header p{margin:6px 0 0}
nav{margin-top:16px}nav a{margin-right:20px}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
figure{margin:0 0 20px}
figcaption{font-size:13px;margin-top:8px}
.board{background:var(--board);border:1px solid var(--line);border-radius:8px;padding:12px;position:relative;left:50%;
 transform:translateX(-50%);width:max(100%,min(var(--width),100vw - 64px))}
svg{display:block;max-width:100%;height:auto;margin:0 auto}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:20px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:400;text-align:left;font-size:13px;white-space:nowrap}
th,td{padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
.whole{white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
tbody tr:hover{background:var(--board)}
.dot{display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:9px}
.depth{padding-left:18px}
table.confusion{width:auto;font-size:13px}
.confusion td,.confusion th{border:1px solid var(--panel);padding:5px 8px;text-align:right;min-width:40px}
.confusion td.right{font-weight:600}
.confusion td{background:color-mix(in srgb,var(--bad) var(--share),var(--card))}
.confusion td.right{background:color-mix(in srgb,var(--accent) var(--share),var(--card))}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:0 32px;margin:0}
dl>div{display:flex;gap:16px;justify-content:space-between;padding:5px 0;border-bottom:1px solid var(--line)}
dd{margin:0;text-align:right}
.tiles{grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:12px;margin-top:28px}
.tiles>div{display:block;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 16px}
.tiles dd{text-align:left;font-size:22px;font-weight:600;letter-spacing:-.01em;white-space:nowrap}
.tiles dt{font-size:13px;white-space:nowrap}
details{margin:12px 0}summary{cursor:pointer}
code{font-family:"JetBrains Mono",ui-monospace,Consolas,Menlo,monospace;font-size:.92em}
footer{margin-top:64px;padding-top:16px;border-top:1px solid var(--line);font-size:13px}
.key{font-size:13px;margin:4px 0 0}.key span{margin-right:18px;white-space:nowrap}
.key i{display:inline-block;width:18px;height:0;border-top:2px solid;vertical-align:middle;margin-right:7px}
svg text{font-family:inherit;fill:var(--text)}
svg .quiet{fill:var(--quiet)}
@page{margin:16mm 14mm}
@media print{
 html{font-size:10.5pt;background:none}body{max-width:none;padding:0}
 nav{display:none}.tiles{grid-template-columns:repeat(4,1fr)}footer{margin-top:16px;padding-top:8px}h2{break-after:avoid;margin-top:28px}h3{break-after:avoid}
 .charts{grid-template-columns:1fr 1fr}figure,.tiles,tr{break-inside:avoid}
 thead{display:table-header-group}h2+p{break-after:avoid}.confusion{break-inside:avoid}
 .board{width:100%;left:0;transform:none}.wide{overflow:visible}
 *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""


def role(name: str) -> str:
    """A role's colour, as the reader's system wishes it."""
    return f"var(--{_key(name)})"


def sheet() -> str:
    """The style sheet of a page."""
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_roles(DARK)}}}}}"
    return f":root{{color-scheme:light dark;{_roles(LIGHT)}}}{dark}{_PAGE}"


def _roles(theme: Theme) -> str:
    return "".join(f"--{_key(name)}:{theme.colour(name)};" for name in (*_ROLES, *theme.families))


def _key(name: str) -> str:
    return name.replace("/", "-").replace("_", "-")
