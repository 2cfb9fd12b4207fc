#include "standards/similarity_card.h"

#include <fmt/format.h>
#include <utility>

#include "standards/graded_table.h"
#include "standards/toml_text.h"

namespace pignus::standards {

namespace {

using Coefficients = SimilarityCard::Coefficients;

std::string said(TomlTable& table, std::string_view key) {
  std::string text = table.text(key);
  if (text.empty()) {
    table.refuse(key, "must say something");
  }
  return text;
}

Coefficients read_coefficients(TomlTable& root, std::string_view key, bool with_classes) {
  TomlTable table = root.table(key, true);
  Coefficients read;
  read.intercept = table.number("intercept");
  read.words = table.number("words");
  read.latent = table.number("latent");
  if (with_classes) {
    read.classes = table.number("classes");
  }
  table.close();
  return read;
}

void read_cutting(TomlTable& root, SimilarityCard& card) {
  TomlTable bm25 = root.table("bm25", true);
  card.k1 = bm25.number("k1");
  card.b = bm25.number("b");
  card.k3 = bm25.number("k3");
  bm25.close();
  TomlTable fields = root.table("fields", true);
  card.title_weight = fields.number("title");
  card.abstract_weight = fields.number("abstract");
  card.claims_weight = fields.number("claims");
  fields.close();
  TomlTable latent = root.table("latent", true);
  card.latent_rank = latent.count("rank");
  card.latent_extra = latent.count("extra");
  card.latent_passes = latent.count("passes");
  card.latent_seed = latent.count("seed");
  latent.close();
}

void read_measured(TomlTable& root, SimilarityCard& card) {
  for (TomlTable& table : root.tables("measured")) {
    SimilarityCard::Measured one;
    one.proxy = said(table, "proxy");
    one.measure = said(table, "measure");
    one.auc = table.number("auc");
    one.lower = table.number("lower");
    one.upper = table.number("upper");
    one.pairs = table.count("pairs");
    table.close();
    card.measured.push_back(std::move(one));
  }
  if (card.measured.empty()) {
    root.refuse("measured", "a model that was not measured does not load");
  }
}

/// A float in TOML needs a point or an exponent.
std::string number(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) {
    text += ".0";
  }
  return text;
}

std::string coefficients_text(std::string_view name, const Coefficients& by, bool with_classes) {
  std::string text = fmt::format("\n[{}]\nintercept = {}\nwords = {}\nlatent = {}\n", name,
                                 number(by.intercept), number(by.words), number(by.latent));
  if (with_classes) {
    text += fmt::format("classes = {}\n", number(by.classes));
  }
  return text;
}

}  // namespace

Result<SimilarityCard> parse_similarity_card(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  SimilarityCard card;
  card.id = said(root, "id");
  card.version = said(root, "version");
  card.trained = root.date("trained");
  card.evidence = read_graded(root);
  card.trained_on = said(root, "trained_on");
  card.tested_on = said(root, "tested_on");
  card.not_for = root.texts("not_for");
  if (card.not_for.empty()) {
    root.refuse("not_for", "must say what the model is not for");
  }
  card.stop_words = said(root, "stop_words");
  read_cutting(root, card);
  card.words_only = read_coefficients(root, "words_only", false);
  card.with_classes = read_coefficients(root, "with_classes", true);
  read_measured(root, card);
  PIGNUS_TRY(root.finish());
  return card;
}

std::string to_toml(const SimilarityCard& card) {
  std::string text;
  const auto line = [&](std::string_view key, std::string_view value) {
    text += fmt::format("{} = {}\n", key, toml_text(value));
  };
  line("id", card.id);
  line("version", card.version);
  text += fmt::format("trained = {}\n", card.trained.iso());
  line("source", card.evidence.source);
  line("grade", name_of(card.evidence.grade));
  line("trained_on", card.trained_on);
  line("tested_on", card.tested_on);
  text += "not_for = [\n";
  for (const std::string& one : card.not_for) {
    text += fmt::format("  {},\n", toml_text(one));
  }
  text += "]\n";
  line("stop_words", card.stop_words);
  text += fmt::format("\n[bm25]\nk1 = {}\nb = {}\nk3 = {}\n", number(card.k1), number(card.b),
                      number(card.k3));
  text +=
      fmt::format("\n[fields]\ntitle = {}\nabstract = {}\nclaims = {}\n", number(card.title_weight),
                  number(card.abstract_weight), number(card.claims_weight));
  text += fmt::format("\n[latent]\nrank = {}\nextra = {}\npasses = {}\nseed = {}\n",
                      card.latent_rank, card.latent_extra, card.latent_passes, card.latent_seed);
  text += coefficients_text("words_only", card.words_only, false);
  text += coefficients_text("with_classes", card.with_classes, true);
  for (const SimilarityCard::Measured& one : card.measured) {
    text += fmt::format(
        "\n[[measured]]\nproxy = {}\nmeasure = {}\nauc = {}\nlower = {}\nupper = {}\npairs = {}\n",
        toml_text(one.proxy), toml_text(one.measure), number(one.auc), number(one.lower),
        number(one.upper), one.pairs);
  }
  return text;
}

}  // namespace pignus::standards
