#include "store/import_writer.h"

#include <cmath>

#include "core/utf8.h"
#include "store/fact_json.h"
#include "store/fact_lines.h"

namespace pignus::store {
namespace {

constexpr std::size_t kBatch = 2'000;
/// A batch stands in memory until it is written: one of large recordings is shorter.
constexpr std::size_t kPartsMax = 100'000;

/// How large a fact is, in the rows and lists it is made of.
std::size_t parts_of(const registers::Fact& fact) {
  if (const auto* record = std::get_if<registers::RightRecord>(&fact)) {
    return 1 + record->citations.size() + record->owners.size() + record->inventors.size();
  }
  if (const auto* recording = std::get_if<registers::Recording>(&fact)) {
    return 1 + recording->properties.size() + recording->grantors.size() +
           recording->grantees.size();
  }
  return 1;
}

/// What the store cannot place: an event without any day, a figure that is no number.
std::optional<registers::Problem> problem_of(const registers::Fact& fact) {
  const registers::Source& from = source_of(fact);
  const auto problem = [&](const char* message, const char* field, const std::string& hash) {
    return registers::Problem{{ErrorCode::kInvalidInput, message, {from.file, from.record, field}},
                              hash};
  };
  const auto* figure = std::get_if<registers::ReferenceFigure>(&fact);
  if (figure != nullptr && !std::isfinite(figure->value)) {
    return problem("is not a finite number", "value", "");
  }
  const auto* trade = std::get_if<registers::TradeReport>(&fact);
  if (trade != nullptr && trade->royalty_rate && !std::isfinite(*trade->royalty_rate)) {
    return problem("is not a finite number", "royalty_rate", "");
  }
  if (known_day(fact)) return std::nullopt;
  return problem("an event without any day cannot be placed", "date", hex(fact_hash(fact)));
}

}  // namespace

bool ImportWriter::is_full() const {
  return facts_.size() + problems_.size() >= kBatch || parts_ >= kPartsMax;
}

void ImportWriter::flush() {
  write_facts();
  write_problems();
}

void ImportWriter::write_facts() {
  if (facts_.empty()) return;
  if (!writer_) {
    writer_.emplace(database_);
    sighting_.emplace(database_, "sighting",
                      std::vector<std::string>{"import_id", "ordinal", "fact_id", "source_id",
                                               "record", "origin"});
  }
  const std::vector<std::int64_t> ids = writer_->put(facts_);
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const registers::Source& from = source_of(facts_[i]);
    sighting_->add(import_id_, ordinals_[i], ids[i], source_id(from),
                   static_cast<std::int64_t>(from.record), from.origin);
  }
  sighting_->flush();
  facts_.clear();
  ordinals_.clear();
  parts_ = 0;
}

void ImportWriter::write_problems() {
  if (problems_.empty()) return;
  if (!quarantined_) {
    quarantined_.emplace(database_, "quarantined",
                         std::vector<std::string>{"import_id", "ordinal", "sha256", "code",
                                                  "message", "file", "record", "field"});
  }
  for (const auto& [ordinal, problem] : problems_) {
    const Error& error = problem.error;
    quarantined_->add(import_id_, ordinal, problem.sha256, static_cast<int>(error.code),
                      error.message, error.where.file,
                      static_cast<std::int64_t>(error.where.record), error.where.field);
  }
  quarantined_->flush();
  problems_.clear();
}

std::int64_t ImportWriter::source_id(const registers::Source& from) {
  const std::string& name = from.file;
  const auto known = source_ids_.find({name, from.registry});
  if (known != source_ids_.end()) return known->second;
  const auto own = source_.sha256_of_files.find(name);
  const std::string& sha = own == source_.sha256_of_files.end() ? source_.sha256 : own->second;
  sql::Statement insert(
      database_,
      "INSERT INTO source (sha256, file, registry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  insert.bind_all(sha, name, from.registry);
  insert.run();
  sql::Statement query(database_,
                       "SELECT id FROM source WHERE sha256 = ? AND file = ? AND registry = ?");
  query.bind_all(sha, name, from.registry);
  query.step();
  return source_ids_[{name, from.registry}] = query.integer(0);
}

void ImportWriter::put(const registers::Fact& fact) {
  if (const std::optional<registers::Problem> problem = problem_of(fact)) return put(*problem);
  facts_.push_back(fact);
  ordinals_.push_back(position_);
  parts_ += parts_of(fact);
  ++position_;
}

void ImportWriter::put(const registers::Problem& problem) {
  registers::Problem& kept = problems_[position_];
  kept = problem;
  kept.error.message = valid_utf8(kept.error.message, kProblemTextBytesMax);
  kept.error.where.file = valid_utf8(kept.error.where.file);
  kept.error.where.field = valid_utf8(kept.error.where.field, kProblemTextBytesMax);
  ++position_;
}

}  // namespace pignus::store
