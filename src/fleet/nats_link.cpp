#include "fleet/nats_link.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

namespace pignus::fleet {

namespace {

constexpr std::int64_t kConnectMs = 15'000;  // for a server that is there; none refuses at once
constexpr std::int64_t kPingMs = 5'000;      // a partition is noticed after two of them
constexpr int kPingsOutMax = 2;
constexpr std::int64_t kApiWaitMs = 5'000;
constexpr std::int64_t kBackOffFirstMs = 50;
constexpr std::int64_t kBackOffMostMs = 2'000;
constexpr int kPendingMax = 16'384;

/// Doubles up to the bound, shifted by the connection's address so that a fleet does not come back
/// in one wave.
std::int64_t reconnect_delay(natsConnection* connection, int attempts, void* /*closure*/) {
  const std::int64_t wait =
      std::min(kBackOffMostMs, kBackOffFirstMs << std::clamp(attempts, 0, 10));
  const auto shift =
      static_cast<std::int64_t>((reinterpret_cast<std::uintptr_t>(connection) >> 6U) %
                                static_cast<std::uintptr_t>(kBackOffFirstMs));
  return wait + shift;
}

void count_reconnect(natsConnection* /*connection*/, void* counter) {
  ++*static_cast<std::atomic<std::uint64_t>*>(counter);
}

/// libnats prints what it has no handler for; asynchronous errors show up again as failed calls.
void pass_over(natsConnection* /*connection*/, natsSubscription* /*subscription*/,
               natsStatus /*status*/, void* /*closure*/) {}

std::vector<std::string> list_of(std::string_view urls) {
  std::vector<std::string> list;
  for (std::size_t at = 0; at <= urls.size();) {
    const auto end = std::min(urls.find(',', at), urls.size());
    if (end > at) list.emplace_back(urls.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

tl::unexpected<Error> refused(const std::string& shown, natsStatus status) {
  switch (status) {
    case NATS_CONNECTION_AUTH_FAILED:
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("the NATS server at {} refuses the user, password, token or "
                              "credentials it was shown",
                              shown));
    case NATS_SSL_ERROR:
    case NATS_SECURE_CONNECTION_WANTED:
    case NATS_SECURE_CONNECTION_REQUIRED:
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("no TLS with the NATS server at {}: {}", shown, words_of(status)));
    default:
      return fail(ErrorCode::kIo,
                  fmt::format("no NATS server answers at {}: {}", shown, words_of(status)));
  }
}

}  // namespace

std::string_view data_of(const natsMsg* message) {
  const char* data = natsMsg_GetData(message);
  return data == nullptr
             ? std::string_view{}
             : std::string_view(data, static_cast<std::size_t>(natsMsg_GetDataLength(message)));
}

std::string header_of(natsMsg* message, const char* name) {
  const char* value = nullptr;
  return natsMsgHeader_Get(message, name, &value) == NATS_OK && value != nullptr ? value : "";
}

std::string words_of(natsStatus status) {
  std::string words = natsStatus_GetText(status);
  natsStatus last_status = NATS_OK;
  const char* last = nats_GetLastError(&last_status);
  if (last_status == status && last != nullptr && *last != '\0') {
    words += fmt::format(" ({})", last);
  }
  return words;
}

tl::unexpected<Error> nats_error(std::string_view doing, natsStatus status) {
  return fail(ErrorCode::kIo, fmt::format("NATS, {}: {}", doing, words_of(status)));
}

Result<std::unique_ptr<NatsLink>> NatsLink::open(const NatsAccess& access, Options options) {
  PIGNUS_TRY(check_access(access));
  auto link = std::unique_ptr<NatsLink>(new NatsLink());
  link->shown_ = shown_urls(access.urls);
  link->name_ = options.name;
  link->calls_->on_stored = std::move(options.on_stored);
  natsOptions* raw = nullptr;
  if (const natsStatus status = natsOptions_Create(&raw); status != NATS_OK) {
    return nats_error("starting the library", status);
  }
  const NatsPointer<natsOptions, natsOptions_Destroy> settings(raw);
  PIGNUS_TRY(link->configure(settings.get(), access, options.wait_at_first));
  natsStatus status = natsConnection_Connect(&link->connection_, settings.get());
  if (status != NATS_OK && status != NATS_NOT_YET_CONNECTED) return refused(link->shown_, status);
  jsOptions jetstream;
  jsOptions_Init(&jetstream);
  jetstream.Wait = kApiWaitMs;
  jetstream.PublishAsync.MaxPending = kPendingMax;
  jetstream.PublishAsync.StallWait = kApiWaitMs;
  jetstream.PublishAsync.AckHandler = stored;
  jetstream.PublishAsync.AckHandlerClosure = link->calls_;
  status = natsConnection_JetStream(&link->jetstream_, link->connection_, &jetstream);
  if (status != NATS_OK) return nats_error("opening JetStream", status);
  return link;
}

Status NatsLink::configure(natsOptions* options, const NatsAccess& access, bool wait_at_first) {
  const std::vector<std::string> urls = list_of(access.urls);
  std::vector<const char*> servers;
  for (const std::string& url : urls) servers.push_back(url.c_str());
  std::vector<natsStatus> all{
      natsOptions_SetServers(options, servers.data(), static_cast<int>(servers.size())),
      natsOptions_SetName(options, name_.c_str()),
      natsOptions_SetTimeout(options, kConnectMs),
      natsOptions_SetPingInterval(options, kPingMs),
      natsOptions_SetMaxPingsOut(options, kPingsOutMax),
      natsOptions_SetAllowReconnect(options, true),
      natsOptions_SetMaxReconnect(options, -1),
      natsOptions_SetCustomReconnectDelay(options, reconnect_delay, nullptr),
      natsOptions_SetReconnectedCB(options, count_reconnect, &calls_->reconnects),
      natsOptions_SetErrorHandler(options, pass_over, nullptr)};
  if (wait_at_first) {
    all.push_back(
        natsOptions_SetRetryOnFailedConnect(options, true, count_reconnect, &calls_->reconnects));
  }
  if (!access.user.empty()) {
    all.push_back(natsOptions_SetUserInfo(options, access.user.c_str(), access.password.c_str()));
  }
  if (!access.token.empty()) all.push_back(natsOptions_SetToken(options, access.token.c_str()));
  if (!access.credentials.empty()) {
    all.push_back(
        natsOptions_SetUserCredentialsFromFiles(options, access.credentials.c_str(), nullptr));
  }
  if (!access.tls_ca.empty()) {
    all.push_back(natsOptions_SetSecure(options, true));
    all.push_back(natsOptions_LoadCATrustedCertificates(options, access.tls_ca.c_str()));
  }
  if (!access.tls_certificate.empty()) {
    all.push_back(natsOptions_LoadCertificatesChain(options, access.tls_certificate.c_str(),
                                                    access.tls_key.c_str()));
  }
  const auto bad =
      std::find_if(all.begin(), all.end(), [](natsStatus status) { return status != NATS_OK; });
  if (bad == all.end()) return {};
  return fail(ErrorCode::kInvalidInput,
              fmt::format("what NATS is given is not accepted: {}", words_of(*bad)));
}

NatsLink::~NatsLink() {
  {
    const std::scoped_lock lock(calls_->mutex);
    calls_->open = false;
    calls_->on_stored = nullptr;
  }
  natsConnection_Close(connection_);
  jsCtx_Destroy(jetstream_);
  natsConnection_Destroy(connection_);
}

std::string NatsLink::last_error() const {
  const char* words = nullptr;
  const natsStatus status = natsConnection_GetLastError(connection_, &words);
  return status == NATS_OK
             ? ""
             : fmt::format("{} {}", natsStatus_GetText(status), words != nullptr ? words : "");
}

NatsLink::Calls* NatsLink::new_calls() {
  static std::mutex mutex;
  static std::vector<std::unique_ptr<Calls>> all;
  const std::scoped_lock lock(mutex);
  all.push_back(std::make_unique<Calls>());
  return all.back().get();
}

void NatsLink::stored(jsCtx* /*jetstream*/, natsMsg* raw, jsPubAck* ack, jsPubAckErr* error,
                      void* calls) {
  Message message(raw);
  auto& shared = *static_cast<Calls*>(calls);
  std::string why;
  if (ack == nullptr) {
    const char* text = error == nullptr ? nullptr : error->ErrText;
    const natsStatus status = error == nullptr ? NATS_ERR : error->Err;
    why = text != nullptr && *text != '\0' ? text : natsStatus_GetText(status);
  }
  const std::scoped_lock lock(shared.mutex);
  if (shared.open) shared.on_stored(std::move(message), why);
}

void NatsLink::publish_async(Message message) {
  jsPubOptions options;
  jsPubOptions_Init(&options);
  options.MaxWait = kApiWaitMs;
  natsMsg* raw = message.release();
  const natsStatus status = js_PublishMsgAsync(jetstream_, &raw, &options);
  if (status != NATS_OK) {
    calls_->on_stored(Message(raw), words_of(status));
  } else {
    natsMsg_Destroy(raw);
  }
}

Status NatsLink::publish(const std::string& subject, std::string_view data) const {
  jsPubAck* ack = nullptr;
  const natsStatus status = js_Publish(&ack, jetstream_, subject.c_str(), data.data(),
                                       static_cast<int>(data.size()), nullptr, nullptr);
  jsPubAck_Destroy(ack);
  return status == NATS_OK ? Status{} : nats_error("storing " + subject, status);
}

}  // namespace pignus::fleet
