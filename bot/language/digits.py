"""Digits in Chinese characters, as they are counted with and as they are read out."""

#: With 幺 for one and 洞 for zero, which no ear mistakes for another digit.
DIGITS = dict(zip("零〇一二三四五六七八九幺洞", "0012345678910", strict=True))
#: The same with 拐 (7) and 勾 (9), which mean something else outside a number read out.
READ_OUT = DIGITS | {"拐": "7", "勾": "9"}
