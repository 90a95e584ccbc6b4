"""What the coach says when it is not sure, or does not know."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.book.shelf import shelf
from bot.coach.text import unknown_text


class Clarify(CoachAction):
    """Asks which of two near scenes is meant, with buttons."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_clarify"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Two buttons, each with what the scene is like."""
        reading = context.reading
        scenes = [scene for scene, _ in reading.decision.scenes[:2]] if reading else []
        if not scenes:
            dispatcher.utter_message(text="请再说具体一点：客户现在怎么了？")
            return {}
        shown = [(scene, shelf().scene(scene)) for scene in scenes]
        text = "是哪一种情况？" + "；".join(f"{s.name}——{s.gist}" for _, s in shown) + "。"
        buttons = [{"title": s.name, "payload": f"/ask_{scene}"} for scene, s in shown]
        dispatcher.utter_message(text=text, buttons=buttons)
        context.log("talk", text)
        return {}


class Fallback(CoachAction):
    """Says honestly that the handbook has nothing about it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_fallback"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """A polite clarification, never a made-up rule."""
        reading = context.reading
        if not context.text.strip():
            text = "没有收到文字。请打几个字，比如“客户不说话”。"
        elif reading is None:
            text = "没听明白。请用一句话告诉我：客户怎么了，或者想问哪条规定？"
        else:
            text = unknown_text(context.coach.answer(reading, context.book.book, context.blanks))
        dispatcher.utter_message(text=text)
        context.log("unknown", text)
        return {}


class ListScenes(CoachAction):
    """What can be asked, scene by scene."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_list_scenes"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """The scenes of the trade's book, and the other things the coach does."""
        names = "、".join(scene.name for scene in context.book.scenes.values())
        text = (
            f"《{context.book.title}》里可以问：{names}。\n"
            "也可以问规定（迟到扣几分），让我看一句话（我刚说了“你等一下”，行吗），"
            "告诉我您的工号和客户姓什么（我是8号，客户姓王是位先生），换行业（我在健身房前台）。"
        )
        dispatcher.utter_message(text=text)
        context.log("talk", text)
        return {}
