// dossier.toml: who the firm is, what it asks, what is assumed.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "desk/assumption_bounds.h"
#include "desk/dossier_reader.h"
#include "registers/number.h"
#include "standards/toml_table.h"

namespace pignus::desk {

namespace {

using standards::TomlTable;

constexpr std::array<std::string_view, 4> kDeclarations{
    "continue_despite_invalidation", "continue_despite_same_day_invention", "no_same_day_invention",
    "co_owner_consent"};
constexpr int kTermMonthsMax = 600;
constexpr double kEmployeesMax = 1e8;
constexpr std::size_t kDescriptionBytesMax = 100'000;

Currency read_currency(TomlTable& table, std::string_view key) {
  const auto currency = Currency::parse(table.text(key));
  if (!currency) {
    table.refuse(key, "no ISO 4217 currency that this program knows");
  }
  return currency.value_or(Currency());
}

std::string read_country(TomlTable& table, std::string_view key, bool required) {
  std::string country = required ? table.text(key) : table.optional_text(key).value_or("");
  const bool two_letters = country.size() == 2 &&
                           std::all_of(country.begin(), country.end(),
                                       [](char letter) { return letter >= 'A' && letter <= 'Z'; });
  if (!two_letters && (required || !country.empty())) {
    table.refuse(key, "must be a code of two capital letters");
  }
  return country;
}

void read_firm(TomlTable& root, book::Firm& firm) {
  TomlTable table = root.table("firm", true);
  firm.name = table.text("name");
  if (trim(firm.name).empty()) {
    table.refuse("name", "must not be empty");
  }
  firm.other_names = table.optional_texts("other_names");
  firm.country = read_country(table, "country", false);
  firm.identifier = table.optional_text("identifier").value_or("");
  firm.industry = table.optional_text("industry").value_or("");
  firm.employees = table.optional_number("employees");
  if (firm.employees && !(*firm.employees >= 1 && *firm.employees <= kEmployeesMax)) {
    table.refuse("employees", "must be 1 to 100000000");
  }
  table.close();
}

/// A line that no accounts can have below zero.
std::optional<double> not_negative(TomlTable& table, std::string_view key) {
  const std::optional<double> amount = table.optional_number(key);
  if (amount && *amount < 0) {
    table.refuse(key, "must not be below zero; leave out what is unknown");
  }
  return amount;
}

void read_accounts(TomlTable& root, std::vector<book::Accounts>& all) {
  for (TomlTable& table : root.tables("accounts")) {
    book::Accounts accounts;
    accounts.year_end = table.date("year_end");
    accounts.currency = read_currency(table, "currency");
    accounts.revenue = not_negative(table, "revenue");
    accounts.ebit = table.optional_number("ebit");
    accounts.total_assets = not_negative(table, "total_assets");
    accounts.total_liabilities = not_negative(table, "total_liabilities");
    accounts.current_assets = not_negative(table, "current_assets");
    accounts.current_liabilities = not_negative(table, "current_liabilities");
    accounts.retained_earnings = table.optional_number("retained_earnings");
    accounts.equity = table.optional_number("equity");
    if (!all.empty() && accounts.year_end >= all.back().year_end) {
      table.refuse("year_end", "accounts stand newest first, one a year");
    }
    table.close();
    all.push_back(accounts);
  }
}

void read_request(TomlTable& root, book::LoanRequest& request) {
  TomlTable table = root.table("request", false);
  if (const auto amount = table.optional_text("amount")) {
    request.amount = Money::parse(*amount);
    if (!request.amount || request.amount->minor <= 0) {
      table.refuse("amount", "must be an amount above zero such as \"CNY 5000000.00\"");
    }
  }
  if (const auto months = table.optional_integer("term_months")) {
    if (*months < 1 || *months > kTermMonthsMax) {
      table.refuse("term_months", "must be 1 to " + std::to_string(kTermMonthsMax));
    } else {
      request.term_months = static_cast<int>(*months);
    }
  }
  request.purpose = table.optional_text("purpose").value_or("");
  table.close();
}

void read_assumptions(TomlTable& root, std::vector<book::Assumption>& all) {
  for (TomlTable& table : root.tables("assumptions")) {
    book::Assumption assumption;
    assumption.name = table.text("name");
    assumption.low = table.number("low");
    assumption.mode = table.number("mode");
    assumption.high = table.number("high");
    assumption.unit = table.text("unit");
    assumption.source = table.text("source");
    if (assumption.low > assumption.mode || assumption.mode > assumption.high) {
      table.refuse("mode", "must lie between low and high");
    }
    if (const std::string fault = assumption_fault(assumption); !fault.empty()) {
      table.refuse("name", fault);
    }
    if (trim(assumption.source).empty()) {
      table.refuse("source", "must say who assumes this and why");
    }
    if (std::any_of(all.begin(), all.end(),
                    [&](const auto& other) { return other.name == assumption.name; })) {
      table.refuse("name", "assumed twice");
    }
    table.close();
    all.push_back(std::move(assumption));
  }
}

void read_products(TomlTable& root, std::vector<book::Product>& all) {
  for (TomlTable& table : root.tables("products")) {
    book::Product product{table.text("name"), table.text("description")};
    if (trim(product.name).empty()) table.refuse("name", "must not be empty");
    if (trim(product.description).empty()) table.refuse("description", "must not be empty");
    if (product.description.size() > kDescriptionBytesMax) {
      table.refuse("description", "is longer than 100000 bytes");
    }
    if (std::any_of(all.begin(), all.end(),
                    [&](const auto& other) { return other.name == product.name; })) {
      table.refuse("name", "described twice");
    }
    table.close();
    all.push_back(std::move(product));
  }
}

void read_ucc_filings(TomlTable& root, std::vector<book::UccFiling>& all) {
  for (TomlTable& table : root.tables("ucc_filings")) {
    book::UccFiling filing;
    filing.number = table.text("number");
    filing.filed = table.optional_date("filed");
    filing.continued = table.optional_dates("continued");
    table.close();
    all.push_back(std::move(filing));
  }
}

// "co_owner_consent:CN201410234381.X" with the right brought to its key.
void read_declarations(TomlTable& root, std::vector<std::string>& all) {
  for (const std::string& text : root.optional_texts("declarations")) {
    const auto colon = text.find(':');
    const std::string word = text.substr(0, colon);
    if (std::find(kDeclarations.begin(), kDeclarations.end(), word) == kDeclarations.end()) {
      root.refuse("declarations", "no such declaration: " + word);
      return;
    }
    const auto right = registers::parse_right_key(
        colon == std::string::npos ? std::string_view() : std::string_view(text).substr(colon + 1));
    if (!right) {
      root.refuse("declarations", word + ": " + right.error().message);
      return;
    }
    all.push_back(word + ":" + right->value);
  }
}

}  // namespace

Result<book::Dossier> parse_dossier_toml(std::string_view text, std::string_view file,
                                         const DossierLimits& limits) {
  standards::TomlLimits toml_limits;
  toml_limits.bytes_max = limits.toml_bytes_max;
  PIGNUS_ASSIGN(const toml::table parsed, standards::parse_toml(text, file, toml_limits));
  TomlTable root(parsed, file, toml_limits);
  book::Dossier dossier;
  dossier.title = root.text("title");
  dossier.made_up = root.optional_flag("made_up", false);
  dossier.note = root.optional_text("note").value_or("");
  dossier.as_of = root.date("as_of");
  dossier.currency = read_currency(root, "currency");
  dossier.jurisdiction = read_country(root, "jurisdiction", true);
  read_firm(root, dossier.firm);
  read_accounts(root, dossier.accounts);
  read_request(root, dossier.request);
  read_assumptions(root, dossier.assumptions);
  read_products(root, dossier.products);
  read_ucc_filings(root, dossier.ucc_filings);
  read_declarations(root, dossier.declarations);
  PIGNUS_TRY(root.finish());
  return dossier;
}

}  // namespace pignus::desk
