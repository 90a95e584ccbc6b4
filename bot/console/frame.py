"""What all pages share: the bar at the top and their looks."""

from nicegui import ui
from sqlalchemy.exc import SQLAlchemyError

from bot.console.visitor import current_user
from bot.errors import HuashuError

PAGES = {
    "/": "话术教练",
    "/live": "现场提示",
    "/check": "会话质检",
    "/practise": "对练",
    "/review": "复核",
    "/month": "月度考核",
    "/stats": "统计",
    "/callbacks": "回访",
    "/forms": "单据",
}

_STYLE = """
:root { --good: #1b8a5a; --late: #c97a00; --bad: #c62f3b; --ink: #1a2b26; --soft: #61717a; --line: #dfe6e4; }
body { background: #f3f6f5; color: var(--ink);
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
.nicegui-content { padding: 0; }
.bar { background: #0b3d2e; }
.bar a { color: #cfe3da; text-decoration: none; padding: .9rem .2rem .7rem; border-bottom: 3px solid transparent; }
.bar a.here { color: #fff; border-color: #7fd6ab; font-weight: 600; }
.sheet { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 1rem 1.2rem; width: 100%; }
.title { font-weight: 600; font-size: 1rem; }
.soft { color: var(--soft); font-size: .85rem; }
.pair { display: flex; flex-wrap: nowrap; align-items: flex-start; gap: 1rem; width: 100%; }
.half { flex: 1 1 0; min-width: 0; }
.wide { overflow-x: auto; }
.talk { height: 56vh; width: 100%; }
.lines { white-space: pre-line; }
.short { max-width: 7rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (max-width: 800px) {
  .pair { flex-wrap: wrap; } .half { flex-basis: 100%; } .talk { height: 30vh; }
  .roomy { display: none; } .short { max-width: 5rem; }
  .sheet .q-table th, .sheet .q-table td { padding-left: 4px; padding-right: 4px; }
  .nicegui-row.bar { flex-wrap: nowrap; overflow-x: auto; gap: 1rem; padding: 0 0 0 1rem; scrollbar-width: none; }
  .bar a { flex: none; white-space: nowrap; }
  .bar a.visitor { position: sticky; right: 0; padding-left: .8rem; padding-right: 1rem; background: #0b3d2e;
    max-width: 7rem; overflow: hidden; text-overflow: ellipsis; box-shadow: -8px 0 8px -4px rgba(0, 0, 0, .35); }
}
.say { font-size: 1.75rem; line-height: 1.5; font-weight: 600; color: #0b3d2e; }
.then { font-size: 1.1rem; line-height: 1.5; color: #37564b; }
.bubble { padding: .5rem .85rem; border-radius: 12px; max-width: 85%; white-space: pre-wrap; overflow-wrap: anywhere; }
.bubble.agent { background: #dff1e6; align-self: flex-end; }
.bubble.customer { background: #fff; border: 1px solid var(--line); align-self: flex-start; }
.fault { font-size: .85rem; color: var(--bad); max-width: 85%; align-self: flex-end; text-align: right; }
.fault.customer { align-self: flex-start; text-align: left; }
.tick { border-left: 4px solid var(--line); padding: .25rem .7rem; width: 100%; gap: 0; }
.tick.done { border-color: var(--good); } .tick.done .what { color: var(--soft); }
.tick.late { border-color: var(--late); } .tick.missed { border-color: var(--bad); }
.tick.gone .what { color: var(--soft); text-decoration: line-through; }
.tick .state { font-size: .85rem; font-weight: 600; white-space: nowrap; color: var(--soft); }
.tick.done .state { color: var(--good); } .tick.late .state { color: var(--late); } .tick.missed .state { color: var(--bad); }
.finding { border-left: 4px solid var(--late); padding: .25rem .7rem; width: 100%; gap: 0; }
.finding .should { color: #37564b; }
.finding.severe { border-color: var(--bad); }
.score { font-size: 2rem; font-weight: 700; } .score.good { color: var(--good); } .score.bad { color: var(--bad); }
"""

_HERE_IN_SIGHT = "document.querySelector('.bar a.here')?.scrollIntoView({inline: 'center'})"


def framed(here: str) -> ui.column:
    """Put the bar on the page; returns the column that its content goes into."""
    ui.add_css(_STYLE)
    ui.colors(primary="#1b7a55")
    with ui.row().classes("bar w-full items-center gap-6 px-6"):
        for address, name in PAGES.items():
            ui.link(name, address).classes("here" if address == here else "")
        ui.space()
        ui.link(_visitor() or "登录", "/signin").classes(f"visitor {'here' if here == '/signin' else ''}")
    # On a phone the bar is one row that is pushed sideways: this page's own name should be in sight.
    client = ui.context.client
    client.on_connect(lambda: client.run_javascript(_HERE_IN_SIGHT))
    return ui.column().classes("w-full max-w-6xl mx-auto p-4 gap-4")


def into_view(element: ui.element) -> None:
    """Where the halves of a page stand one below the other, as on a phone, go to this one."""
    place = f"getHtmlElement({element.id})"
    ui.run_javascript(f"if (window.innerWidth <= 800) {place}.scrollIntoView({{behavior: 'smooth'}})")


def _visitor() -> str:
    """The name of who has signed in; empty where nobody has, or the records are out of reach.

    Pages that need no records, the prompts of a live call among them, must not go down with the database.
    """
    try:
        user = current_user()
    except (HuashuError, SQLAlchemyError):
        return ""
    return str(user.name) if user else ""
