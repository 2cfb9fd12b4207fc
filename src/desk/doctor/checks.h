// The checks of `pignus doctor`, one function each; doctor.cpp lists them.
#pragma once

#include "desk/doctor/check.h"

namespace pignus::desk {

Diagnosis check_configuration(const Examination& examination);
Diagnosis check_limits(const Examination& examination);
Diagnosis check_written_files(const Examination& examination);
Diagnosis check_store_open(const Examination& examination);
Diagnosis check_store_version(const Examination& examination);
Diagnosis check_store_writable(const Examination& examination);
Diagnosis check_store_lock(const Examination& examination);
Diagnosis check_store_wal(const Examination& examination);
Diagnosis check_store_structure(const Examination& examination);
Diagnosis check_journal(const Examination& examination);
Diagnosis check_readers(const Examination& examination);
Diagnosis check_jobs(const Examination& examination);
Diagnosis check_workers(const Examination& examination);
Diagnosis check_models(const Examination& examination);
Diagnosis check_disk_store(const Examination& examination);
Diagnosis check_disk_temporary(const Examination& examination);
Diagnosis check_clock(const Examination& examination);
Diagnosis check_clock_drift(const Examination& examination);
Diagnosis check_sheet_program(const Examination& examination);
Diagnosis check_fetch_ops(const Examination& examination);
Diagnosis check_fetch_odp(const Examination& examination);

}  // namespace pignus::desk
