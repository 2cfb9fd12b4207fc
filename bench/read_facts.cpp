// read_facts FILE: reads any register file to facts on one core and prints one line of JSON: the
// facts by kind, sums of what they hold, processor time and peak memory. bench/run_readers runs it
// beside the peers.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <variant>

#include "measure.h"
#include "registers/read_file.h"

namespace {

using namespace pignus;
using namespace pignus::registers;

struct Totals {
  std::uint64_t facts = 0, rights = 0, events = 0, recordings = 0, problems = 0;
  std::uint64_t title_bytes = 0, owners = 0, inventors = 0, classes = 0, citations = 0, family = 0;
  std::uint64_t claims = 0, independent = 0, details = 0, parties = 0, properties = 0;

  void add(const RightRecord& record) {
    ++rights;
    title_bytes += record.title.size();
    owners += record.owners.size();
    inventors += record.inventors.size();
    classes += record.classes.size();
    citations += record.citations.size();
    family += record.family.size();
    details += record.details.size();
    claims += static_cast<unsigned>(record.claim_count.value_or(0));
    independent += static_cast<unsigned>(record.independent_claim_count.value_or(0));
  }
  void add(const LegalEvent& event) {
    ++events;
    details += event.details.size();
  }
  void add(const Recording& recording) {
    ++recordings;
    parties += recording.grantors.size() + recording.grantees.size();
    properties += recording.properties.size();
  }
  template <typename Other>
  void add(const Other&) {}
};

int run(const std::string& path) {
  Totals totals;
  const FactSink sink{.on_fact =
                          [&](Fact&& fact) {
                            ++totals.facts;
                            std::visit([&](const auto& value) { totals.add(value); }, fact);
                            return true;
                          },
                      .on_problem =
                          [&](Problem&&) {
                            ++totals.problems;
                            return true;
                          }};
  const Measure measure;
  const auto summary = read_register_file(path, sink, {}, silent_progress());
  if (!summary) {
    std::fprintf(stderr, "read_facts: %s\n", describe(summary.error()).c_str());
    return 1;
  }
  measure.print("pignus", path,
                {{"records", summary->records},
                 {"facts", totals.facts},
                 {"rights", totals.rights},
                 {"events", totals.events},
                 {"recordings", totals.recordings},
                 {"problems", totals.problems},
                 {"title_bytes", totals.title_bytes},
                 {"owners", totals.owners},
                 {"inventors", totals.inventors},
                 {"classes", totals.classes},
                 {"citations", totals.citations},
                 {"family", totals.family},
                 {"claims", totals.claims},
                 {"independent", totals.independent},
                 {"details", totals.details},
                 {"parties", totals.parties},
                 {"properties", totals.properties}});
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: read_facts FILE\n", stderr);
    return 2;
  }
  return run(argv[1]);
}
