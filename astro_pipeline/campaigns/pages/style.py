"""The one stylesheet, inline in every page: no script, no font and no file from elsewhere."""

STYLE = """
:root{color-scheme:light dark;--brand:#6b7280;
--paper:#fbfaf8;--card:#fff;--ink:#191817;--soft:#625e59;--line:#e4e0da;--wash:#f2efea;
--ok:#1d6b43;--bad:#b3261e;--maybe:#8a5300;--okbg:#e5f3ea;--badbg:#fbe9e7;--maybebg:#fdf1dc;
--mono:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,monospace}
@media(prefers-color-scheme:dark){:root{
--paper:#141312;--card:#1d1c1a;--ink:#f0ede8;--soft:#aaa49c;--line:#35322e;--wash:#24221f;
--ok:#7fd3a4;--bad:#ff9d92;--maybe:#f2c069;--okbg:#173124;--badbg:#3d1a17;--maybebg:#372808}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);border-top:6px solid var(--brand);
font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:inherit;text-decoration-color:var(--soft);text-underline-offset:.2em}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:3px solid var(--brand);outline-offset:3px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
.top,.frame{max-width:82rem;margin:0 auto;padding:0 clamp(1rem,4vw,3rem)}
.top{padding-top:clamp(2.2rem,6vw,4.5rem);padding-bottom:1.2rem}
.eyebrow,.label{margin:0;color:var(--soft);font-size:.8125rem;letter-spacing:.02em}
h1{margin:.15em 0 .35em;font-size:clamp(2rem,5.2vw,3.5rem);line-height:1.06;letter-spacing:-.028em;
font-weight:680;text-wrap:balance}
p.label{margin:0 0 .45rem}
.lead{margin:0 0 1.2rem;font-size:1.1875rem;line-height:1.5;color:var(--soft);max-width:44rem}
.lead strong{color:var(--ink)}
.frame{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:3.5rem;padding-bottom:6rem}
nav{position:sticky;top:0;align-self:start;padding-top:2.6rem;font-size:.9375rem}
nav ol{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
nav a{color:var(--soft);text-decoration:none}nav a:hover{color:var(--ink);text-decoration:underline}
section{padding:2.4rem 0 .6rem;border-top:1px solid var(--line);scroll-margin-top:1rem}
section:first-child{border-top:0}
h2{margin:0 0 1.1rem;font-size:1.5rem;line-height:1.2;letter-spacing:-.016em;font-weight:660}
h3{margin:2.2rem 0 .7rem;font-size:1.0625rem;line-height:1.35;font-weight:640}
h2+h3{margin-top:0}h3 small{font-weight:400;color:var(--soft);font-size:.9375rem;margin-left:.5em}
p{margin:0 0 .9rem;max-width:44rem}ul,.plain{margin:0 0 1rem;padding-left:1.1rem;max-width:44rem}
.muted{color:var(--soft)}small{font-size:.8125rem}
td a,dd code{overflow-wrap:anywhere}
code{font:.875em/1.5 var(--mono)}
pre{margin:.3rem 0 1.3rem;padding:.9rem 1.1rem;border-radius:8px;background:var(--wash);
border:1px solid var(--line);white-space:pre-wrap;font:.8438rem/1.6 var(--mono)}
.banner{margin:0 0 1rem;padding:1rem 1.25rem;border-radius:10px;border:1px solid}
.banner p{margin:.2rem 0 0;max-width:none}
.banner.stop{background:var(--badbg);border-color:var(--bad)}.banner.stop strong{color:var(--bad)}
.banner.warn{background:var(--maybebg);border-color:var(--maybe)}.banner.warn strong{color:var(--maybe)}
.banner.note{background:var(--wash);border-color:var(--line)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1.2rem 2rem;
margin:0 0 1.6rem}
.facts dt{color:var(--soft);font-size:.8125rem}.facts dd{margin:.1rem 0 0;font-size:1.0625rem}
.scroll{overflow-x:auto;margin:0 0 1.6rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.45}
caption{text-align:left;color:var(--soft);font-size:.8125rem;padding:0 0 .5rem}
th{font-weight:560;text-align:left;color:var(--soft);font-size:.8125rem}
td,tbody th{vertical-align:top;padding:.55rem 1.2rem .55rem 0;border-top:1px solid var(--line);
text-align:start}
thead th{padding:.2rem 1.2rem .45rem 0;white-space:nowrap}tbody th{color:var(--ink);font-size:.9375rem}
.num{text-align:right;white-space:nowrap}td.num{color:var(--soft)}
.over{color:var(--bad)!important;font-weight:640}
.verdict{display:inline-block;padding:.05rem .55rem;border-radius:99px;font-size:.8125rem;white-space:nowrap}
.pass{background:var(--okbg);color:var(--ok)}.fail{background:var(--badbg);color:var(--bad)}
.not_checked{background:var(--maybebg);color:var(--maybe)}
.pictures{display:flex;flex-wrap:wrap;gap:1.4rem 1.1rem;align-items:flex-start;margin:0 0 1.6rem;padding:0}
.pictures figure{margin:0;flex:0 1 auto;width:min(100%,max(7.5rem,calc(var(--ratio)*15rem)))}
.pictures img{display:block;width:100%;height:auto;max-height:15rem;object-fit:contain;
object-position:left top;background:var(--wash);border-radius:4px;box-shadow:0 0 0 1px var(--line)}
figcaption{margin-top:.45rem;font-size:.8125rem;line-height:1.4;color:var(--soft)}
figcaption b{display:block;color:var(--ink);font-weight:560}
.films{display:flex;flex-wrap:wrap;gap:1.8rem 1.4rem;align-items:flex-start;margin:0 0 1.6rem}
.films figure{margin:0;width:min(100%,calc(var(--ratio)*23rem))}
video{display:block;width:100%;height:auto;background:#000;border-radius:6px}
.tracks{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1.3rem 1.6rem;
margin:0 0 1.4rem}
.tracks figure{margin:0}audio{width:100%;height:2.5rem;display:block}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(16.5rem,1fr));gap:1.1rem;margin:0 0 1.6rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.15rem 1.25rem}
.card>:last-child{margin-bottom:0}.card h3{margin:.1rem 0 .5rem}.card p{margin:0 0 .6rem}
.card.chosen{border-color:var(--ink)}
.headline{font-size:1.5rem;line-height:1.15;letter-spacing:-.018em;font-weight:680}
.button{display:inline-block;padding:.3rem .9rem;border-radius:99px;border:1.5px solid currentColor;
font-weight:560;font-size:.9375rem}
.cut{display:flex;gap:3px;margin:0 0 1.4rem}
.cut span{flex:var(--part) 1 0;min-width:0;padding:.4rem .5rem;background:var(--wash);border-radius:4px;
font-size:.75rem;line-height:1.3;color:var(--soft);overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.cut b{display:block;color:var(--ink);font-weight:560;overflow:hidden;text-overflow:ellipsis}
details{margin:0 0 1.2rem}summary{cursor:pointer;color:var(--soft);font-size:.9375rem;padding:.3rem 0}
@media(max-width:56rem){.frame{grid-template-columns:minmax(0,1fr);gap:0}
nav{position:static;padding:.6rem 0 1rem}nav ol{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem}}
.card .facts{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.4rem 1rem;margin:0 0 .9rem}
.card .facts dd{font-size:1rem}
@media print{nav,.skip{display:none}.frame{display:block}body{font-size:11pt}
h2,h3,caption,summary{break-after:avoid}tr,figure,.card,.banner{break-inside:avoid}
.scroll{overflow:visible}.verdict,.banner{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
