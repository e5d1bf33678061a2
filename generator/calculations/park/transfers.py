"""Transfers inside a park: energy that one entity passes to another, told by both, counted once.

Method: the boundary of 附件4 一 is the park, so what stays inside it is neither received nor sent out. An entity's
flows hold all that it consumes, whoever supplied it; a transfer says which part came from inside, and is taken off
once, at the giver. What the giver gave must be what the receiver received.

Inputs: ``park.transfers`` (given, received, in a unit of the carrier).

Outputs: ``park.transfer_given``, ``park.transfer_received``, ``park.transfer_difference`` (all
``[account,period,energy]``, account is the transfer's id, in the carrier's unit), ``park.transfer_balanced`` (1 or
0).

Errors: LG440 (the two sides differ), LG443 (received more than consumed), LG444 (given and made), LG451 (to itself),
LG208, LG215.

Example: ``tests/calculations/park/worked/steel-park.yaml``, worked out by hand.

Marks: inputs are the client's own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.amounts import give_amount
from generator.calculations.decisions import settled
from generator.calculations.park.book import SIGNS, Book, at, substance, unit_of
from generator.calculations.park.rules import GIVEN_TWICE, RECEIVES_MORE, UNBALANCED, ZERO_CARRIER
from generator.calculations.verdicts import reaches
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant
from generator.project.node import Amount
from generator.project.sections.park import Carrier, Transfer


def run(book: Book) -> None:
    """Record both sides of every transfer, and hold them against each other."""
    for transfer in book.park.transfers:
        carrier = book.carrier(transfer.carrier)
        if carrier is None:
            continue
        _sides(book, transfer, carrier)
        _check(book, transfer, carrier)
    for entity in book.park.entities:
        for year in book.years:
            for carrier in book.park.carriers:
                _received(book, entity.id, year, carrier)


def context_of(transfer: Transfer) -> Context:
    """Return the context of a transfer's facts."""
    return at(account=transfer.id, period=transfer.year, energy=transfer.carrier)


def _sides(book: Book, transfer: Transfer, carrier: Carrier) -> None:
    context, name = context_of(transfer), _name(book, transfer, carrier)
    for key, zh, en in (("given", "交出量", "given"), ("received", "收到量", "received")):
        amount: Amount = getattr(transfer, key)
        typed = Amount.model_construct(value=amount.value, unit=str(parse_unit(amount.unit).of(substance(carrier))))
        text = Text(f"{name.zh}{zh}", f"{name.en}: {en}")
        fact, place = f"park.transfer_{key}", transfer.place(key)
        give_amount(book.ledger, fact, context, typed, str(unit_of(carrier)), text, place, least=Decimal(0))
    text = Text(f"{name.zh}交出量与收到量之差", f"{name.en}: given less received")
    formula = partial(_difference, book, context)
    book.ledger.derive("park.transfer_difference", context, unit_of(carrier), text, formula, position=transfer.at)
    text = Text(f"{name.zh}是否平衡（1为平衡）", f"{name.en}: balanced (1) or not (0)")
    formula = partial(_balanced, book, context)
    book.ledger.derive("park.transfer_balanced", context, ONE, text, formula, position=transfer.at)


def _name(book: Book, transfer: Transfer, carrier: Carrier) -> Text:
    """Return what passes from whom to whom, since a transfer has an id alone."""
    names = {one.id: one.name.text for one in book.park.entities}
    giver, receiver = (names.get(one, Text.of(one)) for one in (transfer.giver, transfer.receiver))
    return Text(
        f"{giver.zh}向{receiver.zh}传输{carrier.name.zh}：",
        f"{carrier.name.text.en} from {giver.en} to {receiver.en}",
    )


def _difference(book: Book, context: Context) -> Quantity:
    given = book.ledger.read("park.transfer_given", context)
    return given - settled(book.ledger.read("park.transfer_received", context), given)


def _balanced(book: Book, context: Context) -> Quantity:
    size = book.ledger.read("park.transfer_difference", context).magnitude()
    return reaches(size, constant(0, size.unit), upper=True)


def _check(book: Book, transfer: Transfer, carrier: Carrier) -> None:
    context = context_of(transfer)
    if transfer.giver == transfer.receiver:
        book.ledger.findings.append(
            ZERO_CARRIER.at(
                transfer.place("receiver"),
                f"传输 {transfer.id} 的交出方和收到方同为 {transfer.giver}",
                f"the transfer {transfer.id} has {transfer.giver} on both sides",
                hint_zh="自产自用的能源不重复列出，删去该条",
                hint_en="what an entity makes and uses itself is not listed: take the entry out",
            )
        )
        book.blocked.setdefault(transfer.year, Text(f"传输 {transfer.id} 有误", f"transfer {transfer.id} is wrong"))
    difference = book.ledger.fact("park.transfer_difference", context)
    if difference is None or difference.value != 0:
        book.blocked.setdefault(
            transfer.year, Text(f"园区内传输 {transfer.id} 不平衡", f"the transfer {transfer.id} does not balance")
        )
    if difference is not None and difference.value != 0:
        given, received = transfer.given, transfer.received
        book.ledger.findings.append(
            UNBALANCED.at(
                transfer.place("received"),
                f"传输 {transfer.id}：交出 {given.value} {given.unit}，收到 {received.value} {received.unit}，两者不等",
                f"transfer {transfer.id}: {given.value} {given.unit} given, {received.value} {received.unit} received",
                hint_zh=f"两侧按收到方计量填写，例如 given: {received.value} {received.unit}；损耗计入交出方自用",
                hint_en=f"write the receiver's meter on both sides: given: {received.value} {received.unit}; "
                "losses are the giver's own use",
                related=[transfer.place("given")],
            )
        )
    if (transfer.giver, transfer.year, "output", carrier.id) in book.present:
        book.ledger.findings.append(
            GIVEN_TWICE.at(
                transfer.place("carrier"),
                f"{transfer.giver} 的 {carrier.name.zh} 既列为加工转换产出又列为传输",
                f"{transfer.giver} has {carrier.name.text.en} both as output of transformation and as transfer",
                hint_zh="产出量已在碳平衡中扣除，删去该传输",
                hint_en="the carbon balance takes the output off: take the transfer out",
            )
        )
        book.blocked.setdefault(transfer.year, Text(f"传输 {transfer.id} 重复", f"transfer {transfer.id} counts twice"))


def _received(book: Book, entity: str, year: int, carrier: Carrier) -> None:
    """Find an entity that receives more of a carrier than it consumes, passes on and sends out."""
    mine = [t for t in book.park.transfers if t.year == year and t.carrier == carrier.id]
    received = [t for t in mine if t.receiver == entity and t.giver != entity]
    if not received:
        return
    used = Decimal(0)
    for flow in SIGNS:
        fact = book.ledger.fact("park.activity", at(entity=entity, period=year, process=flow, energy=carrier.id))
        used += fact.value if fact is not None and SIGNS[flow] > 0 else Decimal(0)
    facts = [book.ledger.fact("park.transfer_received", context_of(one)) for one in received]
    got = sum((fact.value for fact in facts if fact is not None), Decimal(0))
    if got > used:
        unit = unit_of(carrier)
        book.ledger.findings.append(
            RECEIVES_MORE.at(
                received[0].place("received"),
                f"{entity} {year}年收到{carrier.name.zh} {got} {unit}，多于其消费量 {used} {unit}",
                f"{entity} received {got} {unit} of {carrier.name.text.en} in {year}, more than the {used} it consumes",
                hint_zh="该主体的消费量（flow: use）应包含园区内收到的部分",
                hint_en="the entity's use holds what it received inside the park",
            )
        )
        book.blocked.setdefault(year, Text(f"{entity} 收到量多于消费量", f"{entity} receives more than it consumes"))
