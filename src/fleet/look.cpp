#include "fleet/look.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <thread>

#include "fleet/fleet_streams.h"

namespace pignus::fleet {

namespace {

using namespace std::chrono_literals;

constexpr int kLooks = 10;
constexpr auto kBetween = 100ms;

Status count_waiting(const NatsLink& link, const FleetNames& names, const std::string& build,
                     FleetLook& look) {
  const auto by_subject = messages_by_subject(link, names.shards_stream(), names.all("shard"));
  if (!by_subject) return {};  // no stream: nobody has worked yet
  const std::string ours = names.shards_of(build, "");
  for (const auto& [subject, count] : *by_subject) {
    (subject.starts_with(ours) ? look.waiting : look.of_other_builds) += count;
  }
  return {};
}

}  // namespace

Result<FleetLook> look_at_fleet(const NatsAccess& access, const std::string& fleet,
                                const std::string& build) {
  NatsLink::Options options;
  options.name = "pignus doctor";
  options.on_stored = [](Message, std::string_view) {};
  PIGNUS_ASSIGN(const auto link, NatsLink::open(access, std::move(options)));
  const FleetNames names(fleet);
  FleetLook look;
  PIGNUS_TRY(require_jetstream(*link));
  PIGNUS_TRY(count_waiting(*link, names, build, look));
  for (int i = 0; i < kLooks; ++i) {
    if (i > 0) std::this_thread::sleep_for(kBetween);
    const auto state = consumer_state(*link, names.shards_stream(), FleetNames::consumer_of(build));
    look.asking = std::max(look.asking, state.asking);
    look.in_hand = std::max(look.in_hand, state.in_hand);
  }
  return look;
}

}  // namespace pignus::fleet
