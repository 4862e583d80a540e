"""What an officer says they found: six answers for a thumb, each leading to one cause."""

from enum import StrEnum

from ptmb.domain.lifecycle import Cause
from ptmb.domain.words import N_


class FoundCause(StrEnum):
    PIPE = "pipe"
    FITTING = "fitting"
    QUALITY = "quality"
    RATIONING = "rationing"
    CUSTOMER_SIDE = "customer_side"
    UNKNOWN = "unknown"


FOUND_WORDS = {
    FoundCause.PIPE: N_("Pipa pecah atau bocor"),
    FoundCause.FITTING: N_("Katup, meter, sambungan"),
    FoundCause.QUALITY: N_("Air keruh atau berbau"),
    FoundCause.RATIONING: N_("Giliran air"),
    FoundCause.CUSTOMER_SIDE: N_("Pipa milik pelanggan"),
    FoundCause.UNKNOWN: N_("Belum diketahui"),
}
CAUSE_OF = {
    FoundCause.PIPE: Cause.TECHNICAL,
    FoundCause.FITTING: Cause.TECHNICAL,
    FoundCause.QUALITY: Cause.QUALITY,
    FoundCause.RATIONING: Cause.RATIONING,
    FoundCause.CUSTOMER_SIDE: Cause.CUSTOMER_SIDE,
    FoundCause.UNKNOWN: Cause.UNKNOWN,
}
