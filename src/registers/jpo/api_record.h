// One answer's data as facts. Internal to the API reader.
#pragma once

#include <optional>
#include <simdjson.h>
#include <string>
#include <vector>

#include "registers/io/json_reader.h"
#include "registers/right.h"

namespace pignus::registers {

/// A record being read: the facts, and the latest day of the past told so far.
struct JpoAnswer {
  RightRecord record;
  std::vector<LegalEvent> events;
  std::optional<Date> latest;

  void tells(const RegisterDate& date);
};

/// 31 December of the year in an application's number, "JP2018123456"; nullopt where it has none.
std::optional<Date> jpo_year_end(const std::string& application_number);

/// The date of a field; unknown when empty, noted when it is none.
RegisterDate jpo_date(const simdjson::dom::element& data, std::string_view name, JsonDelivery& out);

/// Type, key and numbers; false when there is no application number (a problem was noted).
bool read_jpo_numbers(const simdjson::dom::element& data, JpoAnswer& answer, JsonDelivery& out);
void read_jpo_parties(const simdjson::dom::element& data, JpoAnswer& answer);
void read_jpo_classes(const simdjson::dom::element& data, JpoAnswer& answer);
void read_jpo_relations(const simdjson::dom::element& data, JpoAnswer& answer, JsonDelivery& out);
void read_jpo_citations(const simdjson::dom::element& data, JpoAnswer& answer, JsonDelivery& out);
void read_jpo_progress(const simdjson::dom::element& data, JpoAnswer& answer, JsonDelivery& out);
void read_jpo_registration(const simdjson::dom::element& data, JpoAnswer& answer,
                           JsonDelivery& out);

}  // namespace pignus::registers
