// The style sheet of the report: a document, not an application. Screen, narrow screen and paper.
#include "report/html_parts.h"

namespace pignus::report::html {

std::string_view style_sheet() {  // NOLINT(readability-function-size): one text
  return R"css(:root{--ink:#1b2530;--muted:#55616d;--rule:#d4dae0;--faint:#f5f7f9;--blue:#1f4e79;
--red:#a11d1d;--amber:#855200;--green:#1d6338}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",
"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:#fff;
-webkit-text-size-adjust:100%}
html:lang(zh){line-height:1.65}
body{margin:0}
main{max-width:1040px;margin:0 auto;padding:32px 28px 64px}
h1,h2,h3,h4,p,dl,ol,ul,table,figure,blockquote{margin:0}
h1{font-size:1.9rem;line-height:1.2;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.2rem;font-weight:650;margin:0 0 .6rem;padding-top:.7rem;
border-top:2px solid var(--ink)}
h3{font-size:1rem;font-weight:650;margin:1.1rem 0 .4rem}
h4{font-size:.82rem;font-weight:650;color:var(--muted);margin:1.2rem 0 .4rem}
section{margin-top:2.2rem}
a{color:var(--blue);text-underline-offset:2px}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:#fff;padding:6px 10px}
.kicker{display:flex;justify-content:space-between;gap:1rem;font-size:.82rem;font-weight:600;
color:var(--muted);margin-bottom:.5rem}
.subtitle{color:var(--muted)}
.banner{margin-top:1rem;padding:.55rem .8rem;border:2px solid var(--amber);color:var(--amber);
font-weight:650}
.note{margin-top:.8rem;padding-left:.8rem;border-left:3px solid var(--rule)}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin-top:1.2rem;padding:.5rem 0;
border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);font-size:.9rem}
.decision{margin-top:1.4rem;padding:1rem 1.3rem 1.2rem;background:var(--faint);
border-left:6px solid var(--amber)}
.decision h2{border:0;padding:0;margin:0;font-size:.82rem}
.decision.approve{border-color:var(--green)}
.decision.decline{border-color:var(--red)}
.outcome{font-size:1.6rem;font-weight:680;line-height:1.25}
.decision.approve .outcome{color:var(--green)}
.decision.decline .outcome{color:var(--red)}
.offer{display:flex;flex-wrap:wrap;gap:.4rem 2.4rem;margin:.7rem 0 .4rem}
.offer dd{font-size:1.2rem}
dt{font-size:.82rem;color:var(--muted)}
dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
.requested{color:var(--muted)}
ul,ol{padding-left:1.3rem}
li{margin:.2rem 0}
.figures dl{display:grid;grid-template-columns:repeat(4,1fr);gap:1px;background:var(--rule);
border:1px solid var(--rule)}
.figures dl>div{background:#fff;padding:.6rem .8rem}
.figures dd{font-size:1.15rem}
small{display:block;font-size:.82rem;font-weight:400;color:var(--muted)}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:.5rem 1.4rem;
margin-top:.6rem}
.facts dd{font-weight:450;overflow-wrap:anywhere}
.intro{color:var(--muted);max-width:46rem;margin-bottom:.7rem}
table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.4}
th,td{text-align:left;vertical-align:top;padding:.38rem .6rem .38rem 0;
border-bottom:1px solid var(--rule);overflow-wrap:break-word}
.figure+:not(.figure){padding-left:.8rem}
table+p,dl+p,dl+table,p+table{margin-top:.5rem}
.date{white-space:nowrap}
thead th{color:var(--muted);font-weight:600;border-bottom:1px solid var(--ink);
vertical-align:bottom}
tbody th{font-weight:550}
tbody th.indented{font-weight:450;padding-left:1.2rem}
.figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}
.overview .number{white-space:normal;overflow-wrap:anywhere}
.overview tbody th{min-width:12rem}
.number{font-variant-numeric:tabular-nums;white-space:nowrap;font-weight:550}
.source{font-size:.82rem;color:var(--muted);overflow-wrap:anywhere}
.hash{font:.76rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.hashes th{width:34%;overflow-wrap:anywhere;font-weight:450}
.tag{display:inline-block;font-size:.8rem;font-weight:600;line-height:1.3;padding:.08rem .42rem;
border:1px solid currentColor;border-radius:2px;white-space:nowrap}
.critical,.major,.refused{--tone:var(--red)}
.minor,.conditional,.to_confirm,.recalled,.open{--tone:var(--amber)}
.eligible,.seen{--tone:var(--green)}
.tag{color:var(--tone,var(--muted))}
.tag.critical{background:var(--red);border-color:var(--red);color:#fff}
.finding{padding:.8rem 0;border-bottom:1px solid var(--rule);break-inside:avoid}
.finding h3{margin:0 0 .4rem}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1.6rem}
.sides h4{margin:.2rem 0}
blockquote{padding-left:.7rem;border-left:3px solid var(--rule);font-style:normal}
.question{margin-top:.5rem}
details{font-size:.9rem;color:var(--muted)}
summary{cursor:pointer;color:var(--blue)}
summary:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
.right{padding:.2rem 0 1.4rem;border-bottom:1px solid var(--rule)}
.right>h3{font-size:1.12rem;margin-top:1.4rem;break-after:avoid}
.alert{border-left:3px solid var(--amber);padding-left:.7rem;margin:.4rem 0}
.back{font-size:.82rem;margin-top:.6rem}
figure{margin:.3rem 0 .6rem}
figcaption{font-size:.82rem;color:var(--muted)}
.disclaimers{color:var(--muted);font-size:.9rem}
.chart{display:block;width:100%;height:auto;max-width:760px;font-size:12px}
.chart.wide{max-width:none;min-width:720px}
.chart text{fill:var(--ink);font-family:inherit}
.chart .middle{text-anchor:middle}
.chart .end{text-anchor:end}
.chart .strong{font-weight:650}
.grid{stroke:#e3e7eb;stroke-width:1}
.axis,.tick{stroke:var(--ink);stroke-width:1}
.span{stroke-width:2;stroke:#8a97a4}
.box{fill:#b9c4cf}
.box.reconciled{fill:var(--blue)}.span.reconciled{stroke:var(--blue)}
.box.liquidation{fill:#6f93b5}.span.liquidation{stroke:#6f93b5}
.median{stroke:var(--ink);stroke-width:2.5}
.curve{fill:none;stroke-width:2.2}
.curve.lgd{stroke:var(--blue)}
.curve.loss{stroke:var(--red);stroke-dasharray:6 4}
.limit{stroke:var(--amber);stroke-width:1.6;stroke-dasharray:2 3}
.mark{fill:var(--ink)}
rect.life{fill:#b7c9da}
rect.life.pending{fill:#e1e6eb}
circle.event{fill:var(--blue);stroke:#fff;stroke-width:1.2}
circle.fee{fill:var(--green)}
circle.end{fill:var(--red)}
circle.due{fill:#fff;stroke:var(--amber);stroke-width:2}
circle.other{fill:var(--muted)}
rect.lien{fill:var(--amber)}
rect.released{fill:#c9b48f}
rect.gap{fill:#fff;stroke:var(--amber);stroke-width:1.4;stroke-dasharray:3 2}
.known{fill:#fff;stroke:var(--ink);stroke-width:1.4}
.today{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:4 3}
@media (max-width:720px){main{padding:20px 16px 48px}h1{font-size:1.5rem}
.figures dl{grid-template-columns:repeat(2,1fr)}.sides{grid-template-columns:1fr;gap:.4rem}
.scroll table{min-width:680px}}
@media print{@page{size:A4;margin:16mm 14mm}html{font-size:10pt}main{max-width:none;padding:0}
nav,.skip,.back{display:none}a{color:inherit;text-decoration:none}.scroll{overflow:visible}
.chart.wide{min-width:0}section{break-inside:auto}h2,h3,h4{break-after:avoid}
details::details-content{content-visibility:visible;display:block;block-size:auto}
tr,figure,.finding{break-inside:avoid}.decision{background:none;border:1px solid var(--rule);
border-left-width:6px}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body[data-made-up]::after{content:attr(data-made-up);position:fixed;bottom:0;right:0;
font-size:8pt;color:var(--amber)}}
)css";
}

}  // namespace pignus::report::html
