"""Deeds worth remembering beside the complaints' own history, and the words for them."""

from enum import StrEnum

from ptmb.domain.words import N_


class AuditDeed(StrEnum):
    LOG_IN = "log_in"
    LOG_OUT = "log_out"
    LOG_IN_BURST = "log_in_burst"
    STAFF_CREATED = "staff_created"
    STAFF_CHANGED = "staff_changed"
    ROLE_CHANGED = "role_changed"
    STAFF_DISABLED = "staff_disabled"
    STAFF_ENABLED = "staff_enabled"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  a deed's name, not a password
    LINK_MADE = "link_made"
    LINK_USED = "link_used"
    SESSIONS_ENDED = "sessions_ended"
    PHONE_VIEWED = "phone_viewed"
    PHONE_KEPT = "phone_kept"
    PHONE_SEARCHED = "phone_searched"
    EXPORT = "export"
    AREAS_IMPORTED = "areas_imported"
    AREA_CHANGED = "area_changed"
    CATEGORY_CHANGED = "category_changed"
    REPLY_CHANGED = "reply_changed"
    MATERIAL_CHANGED = "material_changed"
    SETTING_CHANGED = "setting_changed"
    CREW_CHANGED = "crew_changed"
    DUTY_CHANGED = "duty_changed"
    TANKER_CHANGED = "tanker_changed"
    ZONE_CHANGED = "zone_changed"
    SCHEDULE_PUBLISHED = "schedule_published"
    SCHEDULE_TAKEN_BACK = "schedule_taken_back"
    READING_WITHDRAWN = "reading_withdrawn"
    THRESHOLD_CHANGED = "threshold_changed"
    RESERVOIR_CHANGED = "reservoir_changed"
    API_KEY_MADE = "api_key_made"
    API_KEY_REVOKED = "api_key_revoked"
    JOB_FIRST = "job_first"


DEED_WORDS = {
    AuditDeed.LOG_IN: N_("Berhasil masuk"),
    AuditDeed.LOG_OUT: N_("Keluar"),
    AuditDeed.LOG_IN_BURST: N_("Gagal masuk berkali-kali"),
    AuditDeed.STAFF_CREATED: N_("Membuat akun"),
    AuditDeed.STAFF_CHANGED: N_("Mengubah akun"),
    AuditDeed.ROLE_CHANGED: N_("Mengubah peran"),
    AuditDeed.STAFF_DISABLED: N_("Menonaktifkan akun"),
    AuditDeed.STAFF_ENABLED: N_("Mengaktifkan akun"),
    AuditDeed.PASSWORD_CHANGED: N_("Mengganti kata sandi"),
    AuditDeed.LINK_MADE: N_("Membuat tautan kata sandi"),
    AuditDeed.LINK_USED: N_("Memakai tautan kata sandi"),
    AuditDeed.SESSIONS_ENDED: N_("Mengakhiri semua sesi"),
    AuditDeed.PHONE_VIEWED: N_("Melihat nomor telepon"),
    AuditDeed.PHONE_KEPT: N_("Menyimpan nomor telepon di ponsel"),
    AuditDeed.PHONE_SEARCHED: N_("Mencari menurut nomor telepon"),
    AuditDeed.EXPORT: N_("Mengekspor data"),
    AuditDeed.AREAS_IMPORTED: N_("Mengimpor wilayah"),
    AuditDeed.AREA_CHANGED: N_("Mengubah wilayah"),
    AuditDeed.CATEGORY_CHANGED: N_("Mengubah kategori"),
    AuditDeed.REPLY_CHANGED: N_("Mengubah kalimat balasan"),
    AuditDeed.MATERIAL_CHANGED: N_("Mengubah bahan"),
    AuditDeed.SETTING_CHANGED: N_("Mengubah pengaturan"),
    AuditDeed.CREW_CHANGED: N_("Mengubah tim"),
    AuditDeed.DUTY_CHANGED: N_("Mulai atau selesai bertugas"),
    AuditDeed.TANKER_CHANGED: N_("Mengubah armada tangki"),
    AuditDeed.ZONE_CHANGED: N_("Mengubah zona air"),
    AuditDeed.SCHEDULE_PUBLISHED: N_("Menerbitkan jadwal giliran"),
    AuditDeed.SCHEDULE_TAKEN_BACK: N_("Menarik jadwal giliran"),
    AuditDeed.READING_WITHDRAWN: N_("Menarik angka waduk"),
    AuditDeed.THRESHOLD_CHANGED: N_("Mengubah batas waduk"),
    AuditDeed.RESERVOIR_CHANGED: N_("Mengubah data waduk"),
    AuditDeed.API_KEY_MADE: N_("Membuat kunci alat"),
    AuditDeed.API_KEY_REVOKED: N_("Mencabut kunci alat"),
    AuditDeed.JOB_FIRST: N_("Mendahulukan tugas"),
}

TRUSTED = (AuditDeed.LOG_IN, AuditDeed.LINK_USED)
"""Deeds that prove that a person was at an address."""
