// The grid of a chart whose axis is money.
#pragma once

#include "core/money.h"
#include "report/chart_axis.h"
#include "report/format.h"
#include "report/markup.h"

namespace pignus::report {

/// Upright lines at about `wanted` round amounts from the top down to `bottom`, with the amounts
/// below where the last one leaves room.
void draw_amounts(Markup& svg, const Format& format, const Axis& axis, Currency currency,
                  double bottom, int wanted);

}  // namespace pignus::report
