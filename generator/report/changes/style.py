"""How the page of changes looks, on a screen and on paper."""

STYLE = """
:root{color-scheme:light dark;--line:#c8d0d9;--soft:#f5f7fa;--ink:#1f2328;--dim:#57606a;
--page:#fff;--link:#12497f;--good:#0f5f2e;--bad:#a40e26;--same:#4b535d;--open:#7a4a00}
@media screen and (prefers-color-scheme:dark){:root{--line:#3d444d;--soft:#171d25;--ink:#eef2f6;
--dim:#a3adb8;--page:#0f141b;--link:#8ec2ff;--good:#57d98a;--bad:#ff9d9b;--same:#b7bdc8;
--open:#f0b72f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);overflow-wrap:anywhere;
font:1rem/1.75 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{display:flex;flex-direction:column;margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.35;margin:0 0 .4rem}
h2{font-size:1.05rem;line-height:1.6;margin:0}
h2.part{font-size:1.2rem;margin:2.5rem 0 .5rem}
p{margin:.35rem 0}a{color:var(--link)}
.dim{color:var(--dim)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.6rem 0}
dt{color:var(--dim)}dd{margin:0}
form{border:1px solid var(--line);border-radius:.5rem;background:var(--soft);margin:1.2rem 0 .5rem;
padding:.6rem 1rem .9rem;display:flex;flex-wrap:wrap;gap:.4rem 1.5rem}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 1.3rem;flex-basis:100%}
legend,.choose{color:var(--dim);padding:0}
label{display:inline-flex;align-items:center;gap:.45rem;min-height:44px}
.choose{gap:.6rem;max-width:100%}
input{width:1.15rem;height:1.15rem;margin:0}
select{font:inherit;color:var(--ink);background:var(--page);border:1px solid var(--line);
border-radius:.3rem;min-height:44px;padding:0 .6rem;max-width:100%}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
article{border:1px solid var(--line);border-left:.4rem solid var(--c);border-radius:.4rem;
padding:.8rem 1rem;margin:.5rem 0;counter-increment:shown}
.good{--c:var(--good)}.bad{--c:var(--bad)}.same{--c:var(--same)}.open{--c:var(--open)}
.tag{color:var(--c);margin-right:.5rem;white-space:nowrap}
.who{color:var(--dim)}
.text{background:var(--soft);border-radius:.3rem;padding:.5rem .8rem;margin:.5rem 0}
del{color:var(--bad)}ins{color:var(--good);text-decoration-thickness:2px}
.mark{font-size:.8em;text-decoration:none;display:inline-block}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em}
ul{margin:.2rem 0;padding-left:1.2rem}
summary{padding:.5rem 0;min-height:44px;cursor:pointer}
.stop{border:2px solid var(--bad);border-radius:.4rem;padding:.7rem 1rem;margin:1rem 0}
.shown{margin:.3rem 0;font-weight:700}
.shown::after{content:"列出 " counter(shown) " 处变化"}
article~.shown,.shown{order:1}article,.part,.list,.end{order:2}
@media(max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}
article{padding:.7rem .8rem}main{padding:1rem .8rem 3rem}}
@page{size:A4;margin:16mm 15mm 18mm;@bottom-right{content:counter(page) "／" counter(pages);
font-size:9pt}}
@media print{body{font-size:10.5pt;line-height:1.6}main{display:block;max-width:none;padding:0}
form{border:0;padding:0;margin:.5rem 0;background:none;gap:0 2rem}
form label:has(input:not(:checked)),form input{display:none}label{min-height:0}
.choose{flex-direction:row;gap:.4rem}fieldset{gap:.4rem}
select{appearance:none;border:0;min-height:0;padding:0;background:none}
article{break-inside:avoid;padding:.4rem .7rem;margin:.5rem 0}a{color:inherit;text-decoration:none}
.text{background:none;border:1px solid var(--line)}.list,.screen{display:none}}
"""
