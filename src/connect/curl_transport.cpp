#include "connect/curl_transport.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <mutex>

#include "connect/url.h"

namespace pignus::connect {

namespace {

struct HandleDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, HandleDeleter>;
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

/// What the callbacks fill in.
struct Receiving {
  HttpAnswer answer;
  std::size_t bytes_max = 0;
  std::size_t header_bytes_left = 0;
  bool too_large = false;
  bool stopped = false;
  const std::function<bool()>* keep_going = nullptr;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& receiving = *static_cast<Receiving*>(context);
  const std::size_t bytes = size * count;
  if (bytes > receiving.bytes_max - receiving.answer.body.size()) {
    receiving.too_large = true;
    return 0;
  }
  receiving.answer.body.append(data, bytes);
  return bytes;
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& receiving = *static_cast<Receiving*>(context);
  const std::size_t bytes = size * count;
  if (bytes > receiving.header_bytes_left) {
    receiving.too_large = true;
    return 0;
  }
  receiving.header_bytes_left -= bytes;
  const std::string_view line(data, bytes);
  if (line.starts_with("HTTP/")) {
    receiving.answer.headers.clear();  // of the final answer only, not of "100 Continue"
    return bytes;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return bytes;
  std::string name(trimmed(line.substr(0, colon)));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  receiving.answer.headers[std::move(name)] = std::string(trimmed(line.substr(colon + 1)));
  return bytes;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& receiving = *static_cast<Receiving*>(context);
  receiving.stopped = *receiving.keep_going && !(*receiving.keep_going)();
  return receiving.stopped ? 1 : 0;
}

HeaderList header_list(const HttpRequest& request) {
  curl_slist* list = nullptr;
  for (const auto& [name, value] : request.headers) {
    list = curl_slist_append(list, fmt::format("{}: {}", name, value).c_str());
  }
  return HeaderList(list);
}

class CurlTransport : public Transport {
 public:
  CurlTransport(std::string user_agent, const CurlLimits& limits, std::function<bool()> keep_going)
      : user_agent_(std::move(user_agent)), limits_(limits), keep_going_(std::move(keep_going)) {
    // libcurl wants this once a process, before the first handle.
    static std::once_flag begun;
    std::call_once(begun, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle_.reset(curl_easy_init());
  }

  Result<HttpAnswer> send(const HttpRequest& request) override {
    PIGNUS_TRY(check_allowed(request.url));
    if (!handle_) return fail(ErrorCode::kIo, "libcurl cannot be used");
    HttpRequest now = request;
    for (int redirects = 0;; ++redirects) {
      PIGNUS_ASSIGN(HttpAnswer answer, send_once(now));
      const bool moved = answer.status == 301 || answer.status == 302 || answer.status == 307 ||
                         answer.status == 308;
      const std::string location = answer.header("location");
      if (!moved || location.empty() || !now.body.empty()) return answer;
      if (redirects >= limits_.redirects_max) {
        return fail(ErrorCode::kInvalidInput, "the service redirects without end");
      }
      PIGNUS_ASSIGN(now.url, redirected(now.url, location));
    }
  }

 private:
  Result<HttpAnswer> send_once(const HttpRequest& request) {
    CURL* handle = handle_.get();
    curl_easy_reset(handle);  // keeps the connection
    Receiving receiving;
    receiving.bytes_max = request.answer_bytes_max;
    receiving.header_bytes_left = limits_.header_bytes_max;
    receiving.keep_going = &keep_going_;
    const HeaderList headers = header_list(request);
    set_up(handle, request, headers.get(), receiving);
    const CURLcode code = curl_easy_perform(handle);
    if (receiving.stopped) return fail(ErrorCode::kCancelled, "stopped by the user");
    if (receiving.too_large) {
      return fail(
          ErrorCode::kLimitExceeded,
          fmt::format("the answer is larger than the {} bytes allowed", request.answer_bytes_max));
    }
    if (code != CURLE_OK) {
      return fail(ErrorCode::kIo,
                  fmt::format("no whole answer came: {}", curl_easy_strerror(code)));
    }
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    receiving.answer.status = static_cast<int>(status);
    return std::move(receiving.answer);
  }

  void set_up(CURL* handle, const HttpRequest& request, curl_slist* headers,
              Receiving& receiving) const {
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, user_agent_.c_str());
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits_.connect_s));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(limits_.whole_s));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT,
                     static_cast<long>(limits_.bytes_a_second_min));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.slow_s));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiving);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &receiving);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &receiving);
    if (!request.body.empty()) {
      curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
      curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    }
  }

  std::string user_agent_;
  CurlLimits limits_;
  std::function<bool()> keep_going_;
  Handle handle_;
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport(std::string user_agent, const CurlLimits& limits,
                                               std::function<bool()> keep_going) {
  return std::make_unique<CurlTransport>(std::move(user_agent), limits, std::move(keep_going));
}

}  // namespace pignus::connect
