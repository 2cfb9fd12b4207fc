#include "book/dossier_json.h"

#include <utility>

#include "book/intangible_json.h"
#include "book/json_fields.h"
#include "book/plan_json.h"
#include "book/plan_range_json.h"

namespace pignus::book {

using json_fields::or_null;
using json_fields::take;

namespace {

Json right_or_null(const std::optional<registers::RightId>& id) {
  return id ? Json(id->value) : Json(nullptr);
}

Status take_right(const Json& object, const char* field, std::optional<registers::RightId>& out) {
  std::optional<std::string> text;
  PIGNUS_TRY(take(object, field, text));
  out = text ? std::optional(registers::RightId{*text}) : std::nullopt;
  return {};
}

Json write(const Accounts& accounts) {
  return {{"year_end", accounts.year_end.iso()},
          {"currency", accounts.currency.code()},
          {"revenue", or_null(accounts.revenue)},
          {"ebit", or_null(accounts.ebit)},
          {"total_assets", or_null(accounts.total_assets)},
          {"total_liabilities", or_null(accounts.total_liabilities)},
          {"current_assets", or_null(accounts.current_assets)},
          {"current_liabilities", or_null(accounts.current_liabilities)},
          {"retained_earnings", or_null(accounts.retained_earnings)},
          {"equity", or_null(accounts.equity)}};
}

Status parse(const Json& json, Accounts& out) {
  PIGNUS_TRY(take(json, "year_end", out.year_end));
  PIGNUS_TRY(take(json, "currency", out.currency));
  PIGNUS_TRY(take(json, "revenue", out.revenue));
  PIGNUS_TRY(take(json, "ebit", out.ebit));
  PIGNUS_TRY(take(json, "total_assets", out.total_assets));
  PIGNUS_TRY(take(json, "total_liabilities", out.total_liabilities));
  PIGNUS_TRY(take(json, "current_assets", out.current_assets));
  PIGNUS_TRY(take(json, "current_liabilities", out.current_liabilities));
  PIGNUS_TRY(take(json, "retained_earnings", out.retained_earnings));
  return take(json, "equity", out.equity);
}

Json write(const Firm& firm) {
  return {{"name", firm.name},         {"other_names", firm.other_names},
          {"country", firm.country},   {"identifier", firm.identifier},
          {"industry", firm.industry}, {"employees", or_null(firm.employees)}};
}

Status parse(const Json& json, Firm& out) {
  PIGNUS_TRY(take(json, "name", out.name));
  PIGNUS_TRY(take(json, "other_names", out.other_names));
  PIGNUS_TRY(take(json, "country", out.country));
  PIGNUS_TRY(take(json, "identifier", out.identifier));
  PIGNUS_TRY(take(json, "industry", out.industry));
  // Results saved before this member existed lack it.
  return json.contains("employees") ? take(json, "employees", out.employees) : Status{};
}

Json write(const LoanRequest& request) {
  return {{"amount", or_null(request.amount)},
          {"term_months", or_null(request.term_months)},
          {"purpose", request.purpose}};
}

Status parse(const Json& json, LoanRequest& out) {
  PIGNUS_TRY(take(json, "amount", out.amount));
  PIGNUS_TRY(take(json, "term_months", out.term_months));
  return take(json, "purpose", out.purpose);
}

Json write(const OfferedRight& right) {
  return {{"stated_number", right.stated_number},
          {"id", right_or_null(right.id)},
          {"title", right.title},
          {"product", right.product},
          {"product_revenue", or_null(right.product_revenue)},
          {"development_cost", or_null(right.development_cost)},
          {"plan", right.plan ? to_json(*right.plan) : Json(nullptr)}};
}

Status parse(const Json& json, OfferedRight& out) {
  PIGNUS_TRY(take(json, "stated_number", out.stated_number));
  PIGNUS_TRY(take_right(json, "id", out.id));
  PIGNUS_TRY(take(json, "title", out.title));
  PIGNUS_TRY(take(json, "product", out.product));
  PIGNUS_TRY(take(json, "product_revenue", out.product_revenue));
  PIGNUS_TRY(take(json, "development_cost", out.development_cost));
  if (!json.contains("plan")) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, "plan"});
  }
  if (!json["plan"].is_null()) {
    PIGNUS_ASSIGN(out.plan, plan_from_json(json["plan"]));
  }
  return {};
}

Json write(const Statement& statement) {
  return {{"id", statement.id},
          {"kind", name_of(statement.kind)},
          {"stated_number", statement.stated_number},
          {"right", right_or_null(statement.right)},
          {"scope", statement.scope},
          {"value", statement.value},
          {"stated_on", statement.stated_on.iso()},
          {"document", statement.place.document},
          {"where", statement.place.where},
          {"quote", statement.place.quote}};
}

Status parse(const Json& json, Statement& out) {
  std::string kind;
  PIGNUS_TRY(take(json, "kind", kind));
  const auto parsed = parse_statement_kind(kind);
  if (!parsed) {
    return fail(ErrorCode::kInvalidInput, "is no kind of statement", {"", 0, "kind"});
  }
  out.kind = *parsed;
  PIGNUS_TRY(take(json, "id", out.id));
  PIGNUS_TRY(take(json, "stated_number", out.stated_number));
  PIGNUS_TRY(take_right(json, "right", out.right));
  PIGNUS_TRY(take(json, "scope", out.scope));
  PIGNUS_TRY(take(json, "value", out.value));
  PIGNUS_TRY(take(json, "stated_on", out.stated_on));
  PIGNUS_TRY(take(json, "document", out.place.document));
  PIGNUS_TRY(take(json, "where", out.place.where));
  return take(json, "quote", out.place.quote);
}

Json write(const Assumption& assumption) {
  return {{"name", assumption.name}, {"low", assumption.low},   {"mode", assumption.mode},
          {"high", assumption.high}, {"unit", assumption.unit}, {"source", assumption.source}};
}

Status parse(const Json& json, Assumption& out) {
  PIGNUS_TRY(take(json, "name", out.name));
  PIGNUS_TRY(take(json, "low", out.low));
  PIGNUS_TRY(take(json, "mode", out.mode));
  PIGNUS_TRY(take(json, "high", out.high));
  PIGNUS_TRY(take(json, "unit", out.unit));
  return take(json, "source", out.source);
}

Json write(const Product& product) {
  return {{"name", product.name}, {"description", product.description}};
}

Status parse(const Json& json, Product& out) {
  PIGNUS_TRY(take(json, "name", out.name));
  return take(json, "description", out.description);
}

Json write(const StatedGroup& group) {
  Json rights = Json::array();
  for (const ConcernedRight& right : group.rights) {
    rights.push_back({{"id", right_or_null(right.id)}, {"stated_number", right.stated_number}});
  }
  return {{"name", group.name},
          {"kind", name_of(group.kind)},
          {"rights", std::move(rights)},
          {"overlap", group.overlap ? to_json(*group.overlap) : Json(nullptr)},
          {"source", group.source}};
}

Status parse(const Json& json, StatedGroup& out) {
  std::string kind;
  PIGNUS_TRY(take(json, "kind", kind));
  const auto known = parse_overlap_kind(kind);
  if (!known) {
    return fail(ErrorCode::kInvalidInput, "is no kind of group", {"", 0, "kind"});
  }
  out.kind = *known;
  PIGNUS_TRY(take(json, "name", out.name));
  PIGNUS_TRY(take(json, "source", out.source));
  if (!json.contains("rights") || !json["rights"].is_array() || !json.contains("overlap")) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, "rights or overlap"});
  }
  for (const Json& one : json["rights"]) {
    ConcernedRight right;
    PIGNUS_TRY(take_right(one, "id", right.id));
    PIGNUS_TRY(take(one, "stated_number", right.stated_number));
    out.rights.push_back(std::move(right));
  }
  if (!json["overlap"].is_null()) {
    PIGNUS_TRY(read_range(json["overlap"], out.overlap.emplace()));
  }
  return {};
}

Json write(const UccFiling& filing) {
  Json continued = Json::array();
  for (const Date date : filing.continued) {
    continued.push_back(date.iso());
  }
  return {{"number", filing.number}, {"filed", or_null(filing.filed)}, {"continued", continued}};
}

Status parse(const Json& json, UccFiling& out) {
  PIGNUS_TRY(take(json, "number", out.number));
  PIGNUS_TRY(take(json, "filed", out.filed));
  return take(json, "continued", out.continued);
}

Json write(const OfferedIntangible& intangible) {
  return to_json(intangible);
}

Status parse(const Json& json, OfferedIntangible& out) {
  PIGNUS_ASSIGN(out, intangible_from_json(json));
  return {};
}

template <typename T>
Json write_list(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) {
    list.push_back(write(value));
  }
  return list;
}

template <typename T>
Status parse_list(const Json& json, const char* field, std::vector<T>& out) {
  if (!json.contains(field) || !json[field].is_array()) {
    return fail(ErrorCode::kInvalidInput, "is not a list", {"", 0, field});
  }
  std::uint64_t position = 0;
  for (const Json& element : json[field]) {
    ++position;
    T value{};
    if (auto status = parse(element, value); !status) {
      Error error = std::move(status.error());
      error.where.record = position;
      error.where.field = std::string(field) + "." + error.where.field;
      return fail(std::move(error));
    }
    out.push_back(std::move(value));
  }
  return {};
}

}  // namespace

Json to_json(const Dossier& dossier) {
  return {{"format", "pignus.dossier/1"},
          {"title", dossier.title},
          {"made_up", dossier.made_up},
          {"note", dossier.note},
          {"as_of", dossier.as_of.iso()},
          {"currency", dossier.currency.code()},
          {"jurisdiction", dossier.jurisdiction},
          {"firm", write(dossier.firm)},
          {"accounts", write_list(dossier.accounts)},
          {"request", write(dossier.request)},
          {"rights", write_list(dossier.rights)},
          {"statements", write_list(dossier.statements)},
          {"assumptions", write_list(dossier.assumptions)},
          {"ucc_filings", write_list(dossier.ucc_filings)},
          {"products", write_list(dossier.products)},
          {"declarations", dossier.declarations},
          {"intangibles", write_list(dossier.intangibles)},
          {"groups", write_list(dossier.groups)},
          {"sha256_of_files", dossier.sha256_of_files}};
}

Result<Dossier> dossier_from_json(const Json& json) {
  std::string format;
  PIGNUS_TRY(take(json, "format", format));
  if (format != "pignus.dossier/1") {
    return fail(ErrorCode::kUnsupported, "is a format this version does not read",
                {"", 0, "format"});
  }
  Dossier out;
  PIGNUS_TRY(take(json, "title", out.title));
  PIGNUS_TRY(take(json, "made_up", out.made_up));
  PIGNUS_TRY(take(json, "note", out.note));
  PIGNUS_TRY(take(json, "as_of", out.as_of));
  PIGNUS_TRY(take(json, "currency", out.currency));
  PIGNUS_TRY(take(json, "jurisdiction", out.jurisdiction));
  PIGNUS_TRY(take(json, "declarations", out.declarations));
  if (!json.contains("firm") || !json.contains("request")) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, "firm or request"});
  }
  PIGNUS_TRY(parse(json["firm"], out.firm));
  PIGNUS_TRY(parse(json["request"], out.request));
  PIGNUS_TRY(parse_list(json, "accounts", out.accounts));
  PIGNUS_TRY(parse_list(json, "rights", out.rights));
  PIGNUS_TRY(parse_list(json, "statements", out.statements));
  PIGNUS_TRY(parse_list(json, "assumptions", out.assumptions));
  PIGNUS_TRY(parse_list(json, "ucc_filings", out.ucc_filings));
  if (json.contains("products")) {  // results saved before have none
    PIGNUS_TRY(parse_list(json, "products", out.products));
  }
  if (json.contains("intangibles")) {  // dossiers saved by earlier versions have none
    PIGNUS_TRY(parse_list(json, "intangibles", out.intangibles));
  }
  if (json.contains("groups")) {  // dossiers kept from before there were any have none
    PIGNUS_TRY(parse_list(json, "groups", out.groups));
  }
  if (!json.contains("sha256_of_files") || !json["sha256_of_files"].is_object()) {
    return fail(ErrorCode::kInvalidInput, "is missing", {"", 0, "sha256_of_files"});
  }
  for (const auto& [name, hash] : json["sha256_of_files"].items()) {
    PIGNUS_TRY(json_fields::read(hash, "sha256_of_files", out.sha256_of_files[name]));
  }
  return out;
}

}  // namespace pignus::book
