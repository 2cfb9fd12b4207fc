// Inside the room: one connection to NATS with its JetStream context. It comes back by itself, for
// ever, with a bounded back-off; it is the one place that turns libnats' words into ours.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <nats/nats.h>
#include <string>
#include <string_view>

#include "core/result.h"
#include "fleet/nats_access.h"

namespace pignus::fleet {

template <auto kDestroy>
struct NatsDestroyer {
  template <typename Thing>
  void operator()(Thing* thing) const {
    kDestroy(thing);
  }
};
template <typename Thing, auto kDestroy>
using NatsPointer = std::unique_ptr<Thing, NatsDestroyer<kDestroy>>;

using Message = NatsPointer<natsMsg, natsMsg_Destroy>;
using Subscription = NatsPointer<natsSubscription, natsSubscription_Destroy>;
using StreamInfo = NatsPointer<jsStreamInfo, jsStreamInfo_Destroy>;
using ConsumerInfo = NatsPointer<jsConsumerInfo, jsConsumerInfo_Destroy>;

std::string_view data_of(const natsMsg* message);
/// "" where the message has no such header.
std::string header_of(natsMsg* message, const char* name);
/// What a status means, for people; with libnats' last words on this thread where it has some.
std::string words_of(natsStatus status);
tl::unexpected<Error> nats_error(std::string_view doing, natsStatus status);

class NatsLink {
 public:
  /// Of a message published with publish_async(): it is stored (`why` empty) or it is not.
  /// Called on a thread of libnats, and may take the message.
  using OnStored = std::function<void(Message message, std::string_view why)>;

  struct Options {
    std::string name;            ///< of this program, as the servers list it
    bool wait_at_first = false;  ///< go on trying where no server answers at the start
    OnStored on_stored;
  };
  /// kIo: no server answers; kInvalidInput: it refuses what we show it.
  [[nodiscard]] static Result<std::unique_ptr<NatsLink>> open(const NatsAccess& access,
                                                              Options options);
  ~NatsLink();
  NatsLink(const NatsLink&) = delete;
  NatsLink& operator=(const NatsLink&) = delete;

  natsConnection* connection() const { return connection_; }
  jsCtx* jetstream() const { return jetstream_; }
  bool connected() const {
    return natsConnection_Status(connection_) == NATS_CONN_STATUS_CONNECTED;
  }
  /// It gave up: the servers refused us twice. Only a new link can help.
  bool closed() const { return natsConnection_IsClosed(connection_); }
  std::uint64_t reconnects() const { return calls_->reconnects; }
  std::string shown() const { return shown_; }
  std::string last_error() const;

  /// Hands the message to the servers and tells `on_stored` later. Where it cannot even be handed
  /// over, it is told at once, on this thread.
  void publish_async(Message message);
  /// Returns when it is stored.
  [[nodiscard]] Status publish(const std::string& subject, std::string_view data) const;

 private:
  /// What callbacks reach. libnats may be within one when a connection is closed, and does not say
  /// when it has left it: these few bytes stay until the program ends.
  struct Calls {
    std::mutex mutex;
    bool open = true;
    OnStored on_stored;
    std::atomic<std::uint64_t> reconnects = 0;
  };
  static Calls* new_calls();

  NatsLink() : calls_(new_calls()) {}
  Status configure(natsOptions* options, const NatsAccess& access, bool wait_at_first);
  static void stored(jsCtx* jetstream, natsMsg* message, jsPubAck* ack, jsPubAckErr* error,
                     void* calls);

  natsConnection* connection_ = nullptr;
  jsCtx* jetstream_ = nullptr;
  std::string shown_;
  std::string name_;
  Calls* calls_;
};

}  // namespace pignus::fleet
