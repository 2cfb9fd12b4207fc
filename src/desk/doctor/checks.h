// The checks of `pignus doctor`, one function each; doctor.cpp lists them.
#pragma once

#include "desk/doctor/check.h"

namespace pignus::desk {

Finding check_configuration(const Examination& examination);
Finding check_limits(const Examination& examination);
Finding check_written_files(const Examination& examination);
Finding check_store_open(const Examination& examination);
Finding check_store_version(const Examination& examination);
Finding check_store_writable(const Examination& examination);
Finding check_store_lock(const Examination& examination);
Finding check_store_wal(const Examination& examination);
Finding check_store_structure(const Examination& examination);
Finding check_journal(const Examination& examination);
Finding check_readers(const Examination& examination);
Finding check_disk_store(const Examination& examination);
Finding check_disk_temporary(const Examination& examination);
Finding check_clock(const Examination& examination);
Finding check_clock_drift(const Examination& examination);
Finding check_sheet_program(const Examination& examination);
Finding check_fetch_ops(const Examination& examination);
Finding check_fetch_odp(const Examination& examination);

}  // namespace pignus::desk
