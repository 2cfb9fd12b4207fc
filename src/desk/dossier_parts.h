// What several files of a dossier hold alike: ranges, and costs by dated lines. Internal to desk's
// reading of dossiers.
#pragma once

#include <string_view>

#include "book/cost_plan.h"
#include "standards/toml_table.h"

namespace pignus::desk {

bool has_key(const standards::TomlTable& table, std::string_view key);

/// The table `key` of `parent`: low, mode and high, in order; refuses what is not.
book::PlanRange read_range(standards::TomlTable& parent, std::string_view key);

/// lines, completed, index, index_source and the shares of a cost; closes the table.
book::CostPlan read_cost_plan(standards::TomlTable table);

}  // namespace pignus::desk
