#include "standards/parameters.h"

#include <cmath>
#include <toml++/toml.h>

#include "core/check.h"

namespace pignus::standards {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  tl::unexpected<Error> bad(std::string message, std::string field) const {
    return fail(ErrorCode::kInvalidInput, std::move(message),
                Where{std::string(file_), 0, std::move(field)});
  }

  Result<std::string> text(const toml::table& table, std::string_view key,
                           const std::string& of) const {
    const auto value = table[key].value<std::string>();
    if (!value || value->empty()) {
      return bad("a text is missing", of + "." + std::string(key));
    }
    return *value;
  }

  Result<double> number(const toml::table& table, std::string_view key,
                        const std::string& of) const {
    const auto value = table[key].value<double>();
    if (!value || !std::isfinite(*value)) {
      return bad("a finite number is missing", of + "." + std::string(key));
    }
    return *value;
  }

  Result<ModelParameter> parameter(const std::string& name, const toml::table& table) const {
    ModelParameter result;
    result.name = name;
    if (table.contains("value")) {
      PIGNUS_ASSIGN(result.mode, number(table, "value", name));
      result.low = result.high = result.mode;
    } else {
      PIGNUS_ASSIGN(result.low, number(table, "low", name));
      PIGNUS_ASSIGN(result.mode, number(table, "mode", name));
      PIGNUS_ASSIGN(result.high, number(table, "high", name));
    }
    if (result.low > result.mode || result.mode > result.high) {
      return bad("low, mode and high are not in order", name);
    }
    PIGNUS_ASSIGN(result.unit, text(table, "unit", name));
    PIGNUS_ASSIGN(result.evidence.source, text(table, "source", name));
    PIGNUS_ASSIGN(const std::string grade, text(table, "grade", name));
    const auto parsed = parse_grade(grade);
    if (!parsed) {
      return bad("the grade is none of seen, recalled, own", name + ".grade");
    }
    result.evidence.grade = *parsed;
    return result;
  }

 private:
  std::string_view file_;
};

}  // namespace

const ModelParameter& ParameterSet::at(std::string_view name) const {
  const auto found = values.find(name);
  PIGNUS_CHECK(found != values.end());
  return found->second;
}

Result<ParameterSet> parse_parameters(std::string_view toml, std::string_view file) {
  const Reader reader(file);
  toml::table root;
  try {
    root = toml::parse(toml, file);
  } catch (const toml::parse_error& error) {
    return reader.bad(std::string(error.description()),
                      "line " + std::to_string(error.source().begin.line));
  }
  ParameterSet result;
  PIGNUS_ASSIGN(result.id, reader.text(root, "id", "file"));
  PIGNUS_ASSIGN(result.version, reader.text(root, "version", "file"));
  const toml::table* parameters = root["parameters"].as_table();
  if (parameters == nullptr || parameters->empty()) {
    return reader.bad("there are no parameters", "parameters");
  }
  for (const auto& [key, node] : *parameters) {
    const std::string name(key.str());
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      return reader.bad("a parameter is a table", name);
    }
    PIGNUS_ASSIGN(ModelParameter parameter, reader.parameter(name, *table));
    result.values.emplace(name, std::move(parameter));
  }
  return result;
}

}  // namespace pignus::standards
