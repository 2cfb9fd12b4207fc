#include "store/import_writer.h"

#include <cmath>

#include "core/utf8.h"
#include "store/fact_json.h"
#include "store/fact_lines.h"

namespace pignus::store {
namespace {

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

void ImportWriter::begin_batch() {
  if (!writer_) {
    writer_.emplace(database_);
    sighting_.emplace(database_, "sighting",
                      std::vector<std::string>{"import_id", "ordinal", "fact_id", "source_id",
                                               "record", "origin"});
  }
  writer_->begin_batch();
}

void ImportWriter::flush() {
  writer_->flush();
  sighting_->flush();
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
  const registers::Source& from = source_of(fact);
  const std::int64_t fact_id = writer_->put(fact);
  sighting_->add(import_id_, position_, fact_id, source_id(from),
                 static_cast<std::int64_t>(from.record), from.origin);
  ++position_;
}

void ImportWriter::put(const registers::Problem& problem) {
  sql::Statement insert(database_, "INSERT INTO quarantined VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const Error& error = problem.error;
  insert.bind_all(import_id_, position_, problem.sha256, static_cast<int>(error.code),
                  valid_utf8(error.message, kProblemTextBytesMax), valid_utf8(error.where.file),
                  static_cast<std::int64_t>(error.where.record),
                  valid_utf8(error.where.field, kProblemTextBytesMax));
  insert.run();
  ++position_;
}

}  // namespace pignus::store
