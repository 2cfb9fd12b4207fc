// Trains the measure of similarity of texts and judges it on its proxies; the figures of
// docs/methods/text-similarity.md.
//   text_similarity SHARED_DATA DATE [CARD]    CARD: writes the model with its card there
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "core/check.h"
#include "core/date.h"
#include "core/file.h"
#include "standards/similarity_card.h"
#include "standards/stop_words.h"
#include "support/proxy_texts.h"
#include "text/pair_evaluation.h"

namespace {

using namespace pignus;
using testing::ProxyText;
using text::StudiedRight;

constexpr text::BootstrapOptions kBootstrap{1000, 1};
constexpr std::uint64_t kPairSeed = 1;
const text::FieldWeights kFields;
const text::Bm25Parameters kBm25;
const text::LatentOptions kLatent;

template <typename T>
T value_of(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", describe(result.error()).c_str());
    std::exit(1);
  }
  return std::move(*result);
}

text::Tokenizer tokenizer() {
  const standards::StopWords& list = standards::embedded_stop_words();
  return value_of(text::Tokenizer::make({list.words, list.phrases}));
}

void print(const char* proxy, const text::PairEvaluation& evaluation) {
  for (const text::MeasureResult& one : evaluation.measures) {
    std::printf("| %s | %s | %.4f | %.4f to %.4f | %+.4f (%+.4f to %+.4f) | %zu |\n", proxy,
                one.name.c_str(), one.auc.value, one.auc.interval.lower, one.auc.interval.upper,
                one.gain, one.gain_interval.lower, one.gain_interval.upper, evaluation.pairs);
  }
}

void print(const char* which, const text::FittedSimilarity& fit) {
  const auto& b = fit.coefficients;
  const auto& e = fit.standard_errors;
  std::printf(
      "%s: intercept %.4f (%.4f), words %.4f (%.4f), latent %.4f (%.4f), classes %.4f "
      "(%.4f); log-likelihood %.2f on %zu pairs\n",
      which, b.intercept, e.intercept, b.words, e.words, b.latent, e.latent, b.classes, e.classes,
      fit.log_likelihood, fit.pairs);
}

void add(standards::SimilarityCard& card, const char* proxy,
         const text::PairEvaluation& evaluation) {
  for (const text::MeasureResult& one : evaluation.measures) {
    card.measured.push_back({proxy, one.name, one.auc.value, one.auc.interval.lower,
                             one.auc.interval.upper, static_cast<std::int64_t>(evaluation.pairs)});
  }
}

standards::SimilarityCard::Coefficients of(const text::SimilarityCoefficients& by) {
  return {by.intercept, by.words, by.latent, by.classes};
}

/// Titles of one technology: trained on one half of the families, judged on the other.
text::SimilarityModel drones(const std::string& data, standards::SimilarityCard& card) {
  const auto texts = value_of(testing::read_drones(data + "/models/drones/lens_drones.csv.zip"));
  const text::Tokenizer cut = tokenizer();
  std::vector<StudiedRight> train;
  std::vector<StudiedRight> test;
  std::vector<text::RightBag> bags;
  for (const ProxyText& one : texts) {
    (testing::in_first_half(one) ? train : test).push_back(testing::studied(one, cut, kFields));
  }
  for (const StudiedRight& right : train) {
    bags.push_back(right.bag);
  }
  const text::TextSpace space = value_of(text::text_space_of(bags, kBm25, kLatent));
  std::printf("drones: %zu publications, %zu to train (%zu terms, rank %zu), %zu to test\n",
              texts.size(), train.size(), space.index.terms(), space.latent.rank(), test.size());
  const auto group_fit =
      value_of(text::fit_similarity(space, train, text::same_group_pairs(train, kPairSeed), false));
  const auto owner_fit =
      value_of(text::fit_similarity(space, train, text::same_owner_pairs(train, kPairSeed), true));
  const auto owner_words =
      value_of(text::fit_similarity(space, train, text::same_owner_pairs(train, kPairSeed), false));
  print("words only, same main group", group_fit);
  print("with classes, same owner", owner_fit);
  print("words only, same owner (not used)", owner_words);
  const text::SimilarityModel model{group_fit.coefficients, owner_fit.coefficients};
  card.words_only = of(model.words_only);
  card.with_classes = of(model.with_classes);
  std::printf(
      "\n| proxy | measure | AUC | 95 %% (DeLong) | over BM25 alone (95 %%, anchors drawn "
      "again) | pairs |\n|---|---|---:|---|---|---:|\n");
  auto groups = value_of(text::evaluate_pairs(space, test, text::same_group_pairs(test, kPairSeed),
                                              model, kBootstrap));
  const auto owners = value_of(text::evaluate_pairs(
      space, test, text::same_owner_pairs(test, kPairSeed), model, kBootstrap));
  // Of this proxy the classes are the label: what they tell is no figure.
  std::erase_if(groups.measures, [](const text::MeasureResult& one) {
    return one.name == "classes" || one.name == "combined with classes";
  });
  print("same main group (titles)", groups);
  print("same owner (titles)", owners);
  add(card, "same main group against same section and year, titles of drones, test half", groups);
  add(card, "same owner against same section and year, titles of drones, test half", owners);
  return model;
}

/// Queries against the documents they come from among all documents of the kind.
struct Retrieval {
  std::vector<text::RightBag> queries;
  std::vector<std::size_t> own;  ///< document of each query
  std::vector<text::RightBag> documents;
};

void judge(const char* proxy, const Retrieval& task, const text::SimilarityModel& model) {
  const text::TextSpace space = value_of(text::text_space_of(task.documents, kBm25, kLatent));
  std::vector<text::PreparedBag> documents;
  for (const text::RightBag& bag : task.documents) {
    documents.push_back(text::prepare(space, bag));
  }
  constexpr std::size_t kMeasures = 4;
  const char* names[kMeasures] = {"bm25", "words", "latent", "combined without classes"};
  std::vector<std::vector<double>> scores(kMeasures);
  std::vector<std::vector<std::uint32_t>> ranks(kMeasures);
  std::vector<std::uint8_t> labels;
  std::vector<std::uint32_t> clusters;
  for (std::size_t i = 0; i < task.queries.size(); ++i) {
    const text::PreparedBag query = text::prepare(space, task.queries[i]);
    const std::vector<double> bm25 = space.index.scores(task.queries[i].terms);
    for (std::size_t j = 0; j < documents.size(); ++j) {
      const text::PairFeatures f = text::pair_features(space, query, documents[j]);
      // Plain BM25 of the document for the query, as a search engine ranks.
      scores[0].push_back(bm25[*space.index.find_document(task.documents[j].id)]);
      scores[1].push_back(f.words);
      scores[2].push_back(f.latent);
      scores[3].push_back(text::log_odds(f, model));
      labels.push_back(j == task.own[i] ? 1 : 0);
      clusters.push_back(static_cast<std::uint32_t>(i));
    }
    for (std::size_t m = 0; m < kMeasures; ++m) {
      const double* row = scores[m].data() + i * documents.size();
      std::uint32_t rank = 1;  // ties count against the own document
      for (std::size_t j = 0; j < documents.size(); ++j) {
        rank += j != task.own[i] && row[j] >= row[task.own[i]] ? 1 : 0;
      }
      ranks[m].push_back(rank);
    }
  }
  for (std::size_t m = 0; m < kMeasures; ++m) {
    const auto area = value_of(text::auc(scores[m], labels));
    const auto gain = value_of(text::auc_difference(scores[m], scores[0], labels));
    const auto interval =
        text::bootstrap_auc_difference(scores[m], scores[0], labels, clusters, kBootstrap);
    PIGNUS_CHECK(interval.has_value());
    const text::Ranking ranking = text::ranking_of(ranks[m], kBootstrap);
    std::printf(
        "| %s | %s | %.4f | %+.4f (%+.4f to %+.4f) | %.4f (%.4f to %.4f) | %.4f (%.4f to "
        "%.4f) | %zu of %zu |\n",
        proxy, names[m], area.value, gain.value, interval->lower, interval->upper,
        ranking.recall_at_1, ranking.recall_at_1_interval.lower, ranking.recall_at_1_interval.upper,
        ranking.mean_reciprocal_rank, ranking.mean_reciprocal_rank_interval.lower,
        ranking.mean_reciprocal_rank_interval.upper, task.queries.size(), documents.size());
  }
}

void grants(const std::string& data, const text::SimilarityModel& model) {
  const auto texts = value_of(testing::read_grant_texts(data + "/uspto/grants"));
  const text::Tokenizer cut = tokenizer();
  Retrieval by_abstract;
  Retrieval by_title;
  for (const ProxyText& one : texts) {
    const std::string& id = one.text.id;
    by_abstract.own.push_back(by_abstract.documents.size());
    by_abstract.documents.push_back(text::bag_of({id, "", "", one.text.claims, {}}, cut, kFields));
    by_abstract.queries.push_back(
        text::bag_of({"query " + id, "", one.text.abstract_text, "", {}}, cut, kFields));
    by_title.queries.push_back(
        text::bag_of({"query " + id, one.text.title, "", "", {}}, cut, kFields));
  }
  by_title.own = by_abstract.own;
  by_title.documents = by_abstract.documents;
  judge("abstract to own claims, US grants", by_abstract, model);
  judge("title to own claims, US grants", by_title, model);
}

void chinese(const std::string& data, const text::SimilarityModel& model) {
  const auto texts = value_of(testing::read_chinese_texts(data + "/cnipa"));
  const text::Tokenizer cut = tokenizer();
  Retrieval task;
  for (const ProxyText& one : texts) {
    for (const std::string& claim : one.single_claims) {
      task.own.push_back(task.documents.size());
      task.queries.push_back(text::bag_of({"claim", "", "", claim, {}}, cut, kFields));
    }
    task.documents.push_back(
        text::bag_of({one.text.id, "", one.text.abstract_text, "", {}}, cut, kFields));
  }
  judge("one claim to own abstract, CN publications", task, model);
}

standards::SimilarityCard card_of(const std::string& date) {
  standards::SimilarityCard card;
  card.id = "text-similarity";
  card.version = "1";
  const auto day = Date::parse(date);
  PIGNUS_CHECK(day.has_value());
  card.trained = *day;
  card.evidence = {"fitted by bench/text_similarity on models/drones of the shared data",
                   standards::Grade::kOwn};
  card.trained_on =
      "Titles of 9,071 publications of one technology (drones), one half of the families. "
      "words_only: rights of one CPC main group against rights of another, same section and year. "
      "with_classes: rights of one owner against rights of others, same section and year. Pairs of "
      "one family are never used.";
  card.tested_on =
      "The same pairs in the other half of the families (measured below); abstracts against their "
      "own claims among US grants and claims against their own abstracts in Chinese "
      "(docs/methods/text-similarity.md).";
  card.not_for = {"whether a product uses a right: that is a reading of claims, not of words",
                  "a probability of any event: the chance is that of the proxy pairs, at even odds",
                  "comparing a text in one language with a text in another",
                  "fields and kinds of text far from the ones above without measuring anew "
                  "(evaluate_by_citations on the user's register)"};
  const standards::StopWords& list = standards::embedded_stop_words();
  card.stop_words = list.id + "/" + list.version;
  card.k1 = kBm25.k1;
  card.b = kBm25.b;
  card.k3 = kBm25.k3;
  card.title_weight = kFields.title;
  card.abstract_weight = kFields.abstract_text;
  card.claims_weight = kFields.claims;
  card.latent_rank = static_cast<std::int64_t>(kLatent.rank);
  card.latent_extra = static_cast<std::int64_t>(kLatent.extra);
  card.latent_passes = kLatent.passes;
  card.latent_seed = static_cast<std::int64_t>(kLatent.seed);
  return card;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fprintf(stderr, "text_similarity SHARED_DATA DATE [CARD]\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  standards::SimilarityCard card = card_of(argv[2]);
  const text::SimilarityModel model = drones(argv[1], card);
  std::printf(
      "\n| task | measure | AUC | over BM25 alone (95 %%, queries drawn again) | recall at 1 "
      "(95 %%) | mean reciprocal rank (95 %%) | queries and documents |\n"
      "|---|---|---:|---|---|---|---|\n");
  grants(argv[1], model);
  chinese(argv[1], model);
  if (argc == 4) {
    const auto written = write_file_atomically(argv[3],
                                               "# The model of text similarity and its card. "
                                               "Written by bench/text_similarity; figures are "
                                               "areas\n# under the curve with 95 % intervals.\n" +
                                                   standards::to_toml(card));
    if (!written) {
      std::fprintf(stderr, "%s\n", describe(written.error()).c_str());
      return 1;
    }
  }
  return 0;
}
