"""Neutral talk of any service desk: nothing here is anything that a rule of conduct speaks of.

Written for this purpose; none of it stands in the examples that the model learns from.
"""

#: A customer's question and the agent's answer.
EXCHANGES: tuple[tuple[str, str], ...] = (
    ("请问你们几点下班？", "我们每天下午五点半下班，中午不休息。"),
    ("周末有人上班吗？", "周末也有人值班，早上九点开始。"),
    ("节假日开门吗？", "法定节假日照常开门，时间和平时一样。"),
    ("这个要多长时间才好？", "一般三个工作日就好了。"),
    ("弄好了会通知我吗？", "会的，到时候有短信通知您。"),
    ("停车方便吗？", "方便的，门口就有停车场，地方很大。"),
    ("坐地铁到得了吗？", "到得了，从地铁口出来走五分钟就是。"),
    ("电子发票有吗？", "有的，电子发票当天就能开出来。"),
    ("网上也能申请吗？", "可以的，网上和这里的流程是一样的。"),
    ("上回的那个通知还算数吗？", "还算数的，到这个月月底为止。"),
    ("上午人多不多？", "上午人少一些，基本不用排队。"),
    ("最近有新的规定吗？", "目前没有新的规定，一切照旧。"),
    ("我上回提交的申请通过了吗？", "已经通过了，请您放心。"),
    ("通知是发短信还是发邮件？", "两种都有，以短信为准。"),
    ("能不能改到下周？", "可以的，改到下周没有问题。"),
    ("提前多久申请比较合适？", "提前一个星期比较合适。"),
    ("结果在哪里公布？", "在我们的网站首页公布，每周五更新。"),
    ("有效期是多久？", "有效期是一年，从当天算起。"),
    ("你们还在老地方吗？", "还在老地方，一楼大厅。"),
    ("晚上这边有人吗？", "晚上八点以前都有人。"),
    ("外地的能申请吗？", "外地的也可以，要求是一样的。"),
    ("下雨天照常吗？", "下雨天也照常，时间不变。"),
)

#: What a customer says to what he has just been told.
REPLIES = ("好的。", "嗯，好。", "哦，这样啊。", "明白了。", "行。", "好，我记下了。", "哦，好的好的。")

#: What a customer says when he has nothing more; with thanks, and without.
DONE = ("没有了。", "没别的事了。", "没有了，就这些。", "没了，就这样。", "没事了。")
DONE_WITH_THANKS = ("没有了，谢谢你。", "没了，多谢。", "没有了，谢谢啊。")

#: What a customer says to a read-back.
RIGHT = ("对的。", "对，没错。", "嗯，对。")

#: How a customer begins.
HELLO = ("", "你好，", "哎你好，", "您好，", "喂，你好，")

#: What stands where something mandated was left out: in the middle, at the beginning, at the end.
INSTEAD = ("嗯。", "好的。", "嗯，好的。")
INSTEAD_FIRST = ("喂。", "喂，请讲。")
INSTEAD_LAST = ("嗯，好。", "嗯，行。")

#: How a speaker hesitates before he speaks.
HESITATION = ("嗯，", "呃，", "那个，", "嗯……")

SURNAMES = "王李张刘陈杨赵黄周吴"
NAMES = ("李敏", "张婷", "王强", "陈静", "刘洋")
