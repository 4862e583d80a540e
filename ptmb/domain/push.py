"""What a device may be told about without being asked."""

from enum import StrEnum

from ptmb.domain.words import N_


class PushTopic(StrEnum):
    DIGEST = "digest"
    INCIDENT = "incident"
    RESERVOIR = "reservoir"
    OVERDUE = "overdue"
    ANSWER = "answer"
    URGENT_JOB = "urgent_job"


TOPIC_WORDS = {
    PushTopic.DIGEST: N_("Kabar harian pukul 07.00"),
    PushTopic.INCIDENT: N_("Gangguan besar"),
    PushTopic.RESERVOIR: N_("Waduk melewati ambang"),
    PushTopic.OVERDUE: N_("Banyak aduan lewat target"),
    PushTopic.ANSWER: N_("Jawaban atas pertanyaan saya"),
    PushTopic.URGENT_JOB: N_("Tugas mendesak baru"),
}
