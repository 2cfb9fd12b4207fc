// BM25 over made-up texts beside SQLite's FTS5 with its bm25(), on the same texts and queries in
// one process: texts indexed and queries answered a second, from the text on (cutting and stemming
// are part of both).
//   text_speed DOCUMENTS WORDS QUERIES      WORDS: in a document
// Prints a line of JSON a length of query. Word frequencies follow Zipf's law; words have no ending
// that a stemmer cuts, so both engines see the same terms.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <sqlite3.h>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "core/random_stream.h"
#include "text/bm25.h"

namespace {

using namespace pignus;

constexpr std::size_t kVocabulary = 50'000;
constexpr std::size_t kBest = 10;

std::string word_of(std::size_t number) {
  constexpr std::string_view kConsonants = "bdfgkmnprtvz";
  constexpr std::string_view kVowels = "aou";
  std::string word;
  for (int i = 0; i < 3; ++i) {
    word += kConsonants[number % kConsonants.size()];
    number /= kConsonants.size();
    word += kVowels[number % kVowels.size()];
    number /= kVowels.size();
  }
  return word + "k";
}

/// Ranks by Zipf's law with exponent one, by inversion of its integral.
std::size_t zipf(RandomStream& stream) {
  const double rank = std::exp(stream.uniform() * std::log(static_cast<double>(kVocabulary)));
  return std::min(kVocabulary - 1, static_cast<std::size_t>(rank) - 1);
}

std::string text_of(const char* purpose, std::size_t index, std::size_t words, std::size_t skip) {
  RandomStream stream(1, purpose, index);
  std::string text;
  while (words > 0) {
    const std::size_t rank = zipf(stream);
    if (rank < skip) {
      continue;  // queries have no stop words
    }
    text += word_of(rank) + " ";
    --words;
  }
  return text;
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

void must(int code, sqlite3* database) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
    std::exit(1);
  }
}

class FullText {
 public:
  FullText() {
    must(sqlite3_open(":memory:", &database_), database_);
    run("CREATE VIRTUAL TABLE texts USING fts5(body, content='', tokenize='porter unicode61')");
  }
  FullText(const FullText&) = delete;
  FullText& operator=(const FullText&) = delete;
  ~FullText() { sqlite3_close(database_); }

  void add_all(const std::vector<std::string>& texts) {
    run("BEGIN");
    sqlite3_stmt* insert = prepared("INSERT INTO texts(rowid, body) VALUES(?1, ?2)");
    for (std::size_t i = 0; i < texts.size(); ++i) {
      sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(i));
      sqlite3_bind_text(insert, 2, texts[i].data(), static_cast<int>(texts[i].size()),
                        SQLITE_STATIC);
      must(sqlite3_step(insert), database_);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
  }
  std::vector<std::size_t> search(const std::string& query) {
    std::string match;
    std::string word;
    for (const char c : query) {
      if (c == ' ') {
        match += (match.empty() ? "" : " OR ") + word;
        word.clear();
      } else {
        word += c;
      }
    }
    sqlite3_stmt* select =
        prepared("SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rank LIMIT ?2");
    sqlite3_bind_text(select, 1, match.data(), static_cast<int>(match.size()), SQLITE_STATIC);
    sqlite3_bind_int(select, 2, static_cast<int>(kBest));
    std::vector<std::size_t> rows;
    while (sqlite3_step(select) == SQLITE_ROW) {
      rows.push_back(static_cast<std::size_t>(sqlite3_column_int64(select, 0)));
    }
    sqlite3_finalize(select);
    return rows;
  }

 private:
  sqlite3_stmt* prepared(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    must(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr), database_);
    return statement;
  }
  void run(const char* sql) {
    must(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), database_);
  }
  sqlite3* database_ = nullptr;
};

std::string id_of(std::size_t number) {
  std::string digits = std::to_string(number);
  return std::string(9 - digits.size(), '0') + digits;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "text_speed DOCUMENTS WORDS QUERIES\n");
    return 2;
  }
  const std::size_t documents = std::strtoull(argv[1], nullptr, 10);
  const std::size_t words = std::strtoull(argv[2], nullptr, 10);
  const std::size_t queries = std::strtoull(argv[3], nullptr, 10);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < documents; ++i) {
    texts.push_back(text_of("bench/text", i, words, 0));
  }
  const auto tokenizer = text::Tokenizer::make({});
  double start = cpu_seconds();
  text::IndexBuilder builder;
  for (std::size_t i = 0; i < documents; ++i) {
    if (!builder.add({id_of(i), tokenizer->counts(texts[i]), {}})) return 1;
  }
  auto index = builder.finish();
  if (!index) return 1;
  const double our_index = cpu_seconds() - start;
  start = cpu_seconds();
  FullText theirs;
  theirs.add_all(texts);
  const double their_index = cpu_seconds() - start;

  for (const std::size_t length : {3U, 12U, 60U}) {
    std::vector<std::string> asked;
    for (std::size_t i = 0; i < queries; ++i) {
      asked.push_back(text_of("bench/query", i, length, 20));
    }
    std::vector<std::vector<text::Hit>> ours;
    start = cpu_seconds();
    for (const std::string& query : asked) {
      ours.push_back(index->search(tokenizer->counts(query), kBest));
    }
    const double our_search = cpu_seconds() - start;
    std::vector<std::vector<std::size_t>> rows;
    start = cpu_seconds();
    for (const std::string& query : asked) {
      rows.push_back(theirs.search(query));
    }
    const double their_search = cpu_seconds() - start;
    std::size_t same = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i < queries; ++i) {
      const std::set<std::size_t> found(rows[i].begin(), rows[i].end());
      all += found.size();
      for (const text::Hit& hit : ours[i]) {
        same += found.contains(std::strtoull(index->id(hit.document).c_str(), nullptr, 10)) ? 1 : 0;
      }
    }
    std::printf(
        "{\"documents\": %zu, \"words\": %zu, \"query_words\": %zu, "
        "\"indexed_per_second\": %.0f, \"indexed_per_second_fts5\": %.0f, "
        "\"queries_per_second\": %.1f, \"queries_per_second_fts5\": %.1f, "
        "\"best_in_common\": %.3f, \"sqlite\": \"%s\"}\n",
        documents, words, length, static_cast<double>(documents) / our_index,
        static_cast<double>(documents) / their_index, static_cast<double>(queries) / our_search,
        static_cast<double>(queries) / their_search,
        static_cast<double>(same) / static_cast<double>(std::max<std::size_t>(1, all)),
        sqlite3_libversion());
  }
  return 0;
}
