"""Currencies as papers write them, and the ISO 4217 codes that amounts are told apart by."""

from __future__ import annotations

# Without those that papers use for other things: ALL, BDT (a bureau), SDG (a goal), TOP, CUP, MOP.
CODES = tuple(
    """
    AED AOA ARS AUD BBD BGN BHD BRL BWP BYN CAD CDF CHF CLP CNY COP CRC CZK DKK DOP DZD EGP ETB EUR
    FJD GBP GHS GTQ HKD HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KHR KRW KWD KZT LBP LKR LYD MGA
    MMK MUR MWK MXN MYR MZN NAD NGN NOK NPR NZD OMR PGK PHP PKR PLN PYG QAR RMB RON RSD RUB RWF SAR
    SCR SEK SGD THB TND TRY TTD TWD TZS UAH UGX USD UYU UZS VND XAF XCD XDR XOF XPF ZAR ZMW
    """.split()
)
# Written form, lower case, to the code.
DOLLARS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "can$": "CAD", "nz$": "NZD",
    "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "sg$": "SGD", "r$": "BRL", "ec$": "XCD", "j$": "JMD",
    "ja$": "JMD", "tt$": "TTD", "bds$": "BBD", "fj$": "FJD", "n$": "NAD", "mx$": "MXN",
}  # fmt: skip
SYMBOLS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₹": "INR", "₩": "KRW", "₦": "NGN", "₱": "PHP",
    "₽": "RUB", "₫": "VND", "฿": "THB",
}  # fmt: skip
HAN_NAMES = {
    "瑞士法郎": "CHF", "瑞郎": "CHF", "美元": "USD", "欧元": "EUR", "英镑": "GBP", "人民币": "CNY",
    "元": "CNY", "日元": "JPY", "港元": "HKD", "港币": "HKD", "韩元": "KRW", "卢布": "RUB",
    "卢比": "INR", "加元": "CAD", "澳元": "AUD", "新加坡元": "SGD", "新台币": "TWD", "泰铢": "THB",
    "兰特": "ZAR", "林吉特": "MYR", "雷亚尔": "BRL", "东加元": "XCD", "东加勒比元": "XCD",
}  # fmt: skip


def code_of(form: str) -> str:
    """The code of a currency by a code, symbol or Chinese name as it is written, or empty."""
    low = form.lower()
    if found := DOLLARS.get(low) or SYMBOLS.get(low) or HAN_NAMES.get(low):
        return found
    return {"RMB": "CNY"}.get(form.upper(), form.upper()) if form.upper() in CODES else ""
