"""Facts about the rules: stars and points, sets, samples, who may take part, again and renewal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from ocop_domain.criteria.load import decision_named, load_criteria
from ocop_domain.data import read_yaml
from ocop_domain.knowledge.facts.of_points import BANDS, asked_of_points
from ocop_domain.knowledge.facts.of_product import asked_of_product
from ocop_domain.knowledge.facts.telling import AskedFact, Told, line, word
from ocop_domain.law import criteria_on, law_on, renewal_on
from ocop_domain.product_sets import ProductSet
from ocop_domain.text import fold

_MONTH = re.compile(r"\b(?:thang )?(\d{1,2})(?: nam |/)(20\d\d)\b")
_PUNCTUATION = re.compile(r"[?!.,;:“”\"]")
_YEAR = re.compile(r"\bnam (20\d\d)\b")


def bands(asked: AskedFact) -> Told:
    """How many points make which star."""
    decision = decision_named(asked.programme.decision)
    rows = tuple(
        line("bands-one" if band.low else "bands-last", star=band.star, low=band.low, end=band.end)
        for band in reversed(decision.bands)
    )
    lines = [line("bands-head", bands=rows), line("bands-minima")]
    points = asked_of_points(asked.text)
    if points is not None:
        star = next(band.star for band in reversed(decision.bands) if points >= band.low)
        lines.insert(0, line("bands-points", points=points, star=star))
    return Told(tuple(lines), f"Quyết định {decision.number}")


def decision(asked: AskedFact) -> Told:
    """By which decision a product is scored, on the day that is named or today."""
    named = _day_in(asked.text)
    if named:
        law = law_on(named)
        return Told((line("decision-day", day=named, decision=_decided(criteria_on(named))),), law.document)
    return Told((line("decision", decision=f"Quyết định {asked.programme.decision}"),), asked.programme.document)


def who_may(asked: AskedFact) -> Told:
    """Which producers may take part."""
    programme = asked.programme
    lines = [line("legal-head", forms=tuple(word("form", form) for form in programme.legal_forms))]
    more = [form for form in programme.tourism_legal_forms if form not in programme.legal_forms]
    if more:
        lines.append(line("legal-tourism", forms=tuple(word("form", form) for form in more)))
    return Told(tuple(lines), programme.legal_forms_source)


def samples(asked: AskedFact) -> Told:
    """How many samples are handed in, of the product that is named or in general."""
    found = _sets_in(asked)
    sets = asked.programme.product_sets
    if not found:
        usual = max((s.samples for s in sets.sets), key=[s.samples for s in sets.sets].count)
        return Told((line("samples-usual", count=usual),), f"Quyết định {sets.decision}")
    first = found[0]
    key = "samples" if first.samples else "samples-tourism"
    return Told((line(key, num=first.num, name=first.name, count=first.samples),), f"Quyết định {sets.decision}")


def product_set(asked: AskedFact) -> Told:
    """Which set a product belongs to that is named in the question."""
    found, sets = _sets_in(asked), asked.programme.product_sets
    if not found:
        return Told(
            (line("set-unknown", count=len(sets.sets), decision=sets.decision),),
            f"Quyết định {sets.decision}, Phụ lục I",
        )
    product = asked_of_product(asked.text)[1] or product_in(asked.text)
    product = product[:1].upper() + product[1:]
    lines = [line("set-one", product=product, num=found[0].num, name=found[0].name, decision=sets.decision)]
    lines += [line("set-other", num=other.num, name=other.name) for other in found[1:2]]
    return Told(tuple(lines), f"Quyết định {sets.decision}, Phụ lục I")


def first_form(asked: AskedFact) -> Told:
    """With which form it begins."""
    programme = asked.programme
    return Told((line(f"form-{programme.form}"),), programme.form_source)


def about(asked: AskedFact) -> Told:
    """Which plan it is, and from when to when it holds."""
    programme = asked.programme
    span = (
        line("programme-since", opens=programme.valid_from)
        if programme.endless
        else line("programme-span", opens=programme.valid_from, last=programme.valid_to)
    )
    head = line("programme-head", name=programme.name, document=programme.document)
    return Told((head, span), programme.document)


def levels(asked: AskedFact) -> Told:
    """Through which levels a product goes."""
    programme = asked.programme
    named = tuple(word("level", level) for level in programme.levels)
    return Told((line("levels-head", levels=named), line("levels-central")), programme.document)


def again(asked: AskedFact) -> Told:
    """When something that was not chosen may be handed in again: an idea or a plan."""
    programme = asked.programme
    rule = programme.resubmission.get(asked.about)
    if rule is None:
        return Told((line("again-none", document=programme.document),), programme.document)
    if not rule.days:
        return Told((line("again-year_only"),), rule.source)
    more = (line("again-year"),) if rule.next_year else ()
    return Told((line("again-days", days=rule.days), *more), rule.source)


def low_stars(asked: AskedFact) -> Told:
    """What becomes of a product with fewer stars than are recognised."""
    programme = asked.programme
    low = programme.rules.low_stars
    if low is None:
        return Told((line("low-none", document=programme.document),), programme.document)
    return Told((line("low-again", stars=tuple(low.stars)),), low.source)


def local_material(asked: AskedFact) -> Told:
    """How much of the material must come from the place itself."""
    programme = asked.programme
    rule = programme.rules.local_material
    if rule is None:
        return Told((line("material-none", document=programme.document),), programme.document)
    return Told((line("material-least", least=rule.least),), rule.source)


def idea_to(asked: AskedFact) -> Told | None:
    """Who takes the form with which it begins."""
    programme = asked.programme
    step = programme.next.get("sent")
    if step is None:
        return None
    lines = (line(f"form-{programme.form}"), line("handin-who", who=word("role", step.actor)), line("idea-here"))
    return Told(lines, programme.form_source)


def renewal(asked: AskedFact) -> Told:
    """How long a certificate holds, and when the next dossier is handed in."""
    rule = renewal_on(asked.day)
    key = "renewal-window" if rule.closes else "renewal-window_open"
    lines = (line("renewal-months", months=rule.months), line(key, opens=rule.opens, closes=rule.closes))
    return Told(lines, f"{law_on(asked.day).document}, {rule.source}")


def _decided(id_: str) -> str:
    return f"Quyết định {load_criteria(id_).number}"


def _day_in(text: str) -> date | None:
    """A month or a year that is named in the question."""
    plain = fold(text.replace("/", " nam "))
    if match := _MONTH.search(plain):
        month, year = int(match[1]), int(match[2])
        return date(year, month, 1) if 1 <= month <= 12 else None
    match = _YEAR.search(plain)
    return date(int(match[1]), 7, 1) if match else None


def _sets_in(asked: AskedFact) -> list[ProductSet]:
    product = asked_of_product(asked.text)[1] or product_in(asked.text)
    return [offer.set for offer in asked.programme.product_sets.offers(product)] if product else []


@cache
def _asking_words() -> frozenset[str]:
    """Words that ask for a set, or for samples, and name no product."""
    return frozenset(read_yaml("asking.yaml")["not_a_product"].split())


def product_in(text: str) -> str:
    """What is left of the question without the words that ask: the product's name, "" where none is named."""
    return " ".join(word_ for word_ in _words(text) if fold(word_) not in _asking_words())


def without(text: str, product: str) -> str:
    """The question without the product's name."""
    named = {fold(word_) for word_ in product.split()}
    return " ".join(word_ for word_ in _words(text) if fold(word_) not in named)


def _words(text: str) -> list[str]:
    return _PUNCTUATION.sub(" ", text).split()


OF_A_PRODUCT = frozenset({"product_set", "samples"})
"""Facts that look for a product's name in the question."""

RULES: dict[str, Callable[[AskedFact], Told | None]] = {
    BANDS: bands,
    "decision": decision,
    "who_may": who_may,
    "samples": samples,
    "product_set": product_set,
    "first_form": first_form,
    "about": about,
    "levels": levels,
    "again": again,
    "low_stars": low_stars,
    "local_material": local_material,
    "idea_to": idea_to,
    "renewal": renewal,
}
