/* fb-outside-watch.c
 *
 * Asks the public address now and then, whether it leads here: while there is one and the receiver
 * is receiving; soon after the network has changed; once more soon after a failure, before it
 * counts; and every few minutes while it goes on failing, to tell soon that it was mended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-watch.h"

#include "fb-sync-enums.h"

/* How much earlier or later it may be, so that not all Faxbells ask one tunnel at a time. */
#define JITTER 0.1

/* Failures in a row before anything is said of them. */
#define MIN_FAILURES 2

/* Doublings of the time between questions while it fails. */
#define MAX_DOUBLINGS 8

static const FbOutsideTimes default_times = {
  .first_ms = 5 * 1000,
  .again_ms = 60 * 1000,
  .normal_ms = 10 * 60 * 1000,
  .alarmed_ms = 5 * 60 * 1000,
};

struct _FbOutsideWatch
{
  GObject parent_instance;

  FbReceiver *receiver;
  FbOutsideCheck *check;
  FbOutsideTimes times;
  char *address; /* nullable */
  gboolean was_reached;
  FbOutsideResult result;
  gint64 time; /* of @result */
  guint n_failures;
  gboolean is_alarm;
  guint timer;
  GCancellable *asking; /* NULL unless an answer is awaited */
};

typedef enum
{
  PROP_RESULT = 1,
  PROP_ALARM,
  PROP_ASKING,
} FbOutsideWatchProperty;

static GParamSpec *properties[PROP_ASKING + 1];

G_DEFINE_FINAL_TYPE (FbOutsideWatch, fb_outside_watch, G_TYPE_OBJECT)

static void
set_result (FbOutsideWatch *self, FbOutsideResult result)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (result != self->result)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
  self->result = result;
  if (self->is_alarm != (self->n_failures >= MIN_FAILURES))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALARM]);
  self->is_alarm = self->n_failures >= MIN_FAILURES;
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
can_ask (FbOutsideWatch *self)
{
  return self->address != NULL && fb_receiver_get_state (self->receiver) == FB_RECEIVER_RECEIVING;
}

/* A new time for the same result is told, too: it comes with the end of asking. */
static void
set_asking (FbOutsideWatch *self, GCancellable *asking)
{
  const gboolean is_changed = (asking != NULL) != (self->asking != NULL);

  g_set_object (&self->asking, asking);
  if (is_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
}

static void
give_up (FbOutsideWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->asking);
  set_asking (self, NULL);
}

static void on_due (gpointer user_data);

static void
schedule (FbOutsideWatch *self, guint ms)
{
  const double factor = g_random_double_range (1 - JITTER, 1 + JITTER);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once ((guint) (ms * factor), on_due, self);
}

static guint
get_pause (FbOutsideWatch *self)
{
  if (self->n_failures == 0)
    return self->times.normal_ms;

  const guint n = MIN (self->n_failures - 1, MAX_DOUBLINGS);
  return (guint) MIN ((guint64) self->times.again_ms << n, self->times.alarmed_ms);
}

static void
on_asked (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (FbOutsideWatch) self = FB_OUTSIDE_WATCH (user_data);
  g_autoptr (GError) error = NULL;
  const FbOutsideResult result =
    fb_outside_check_run_finish (FB_OUTSIDE_CHECK (source), async_result, &error);

  /* It was given up, and another may be under way. */
  if (error != NULL)
    return;
  self->time = g_get_real_time ();
  self->was_reached |= result == FB_OUTSIDE_REACHED_US;
  self->n_failures = fb_outside_result_is_failure (result) ? self->n_failures + 1 : 0;
  if (result != self->result)
    g_message ("Asked by its public address: result %d", (int) result);
  set_result (self, result);
  set_asking (self, NULL);
  schedule (self, get_pause (self));
}

static void
ask (FbOutsideWatch *self)
{
  g_autoptr (GCancellable) asking = g_cancellable_new ();

  fb_outside_check_run_async (self->check, self->address, self->was_reached, asking, on_asked,
                              g_object_ref (self));
  set_asking (self, asking);
}

static void
on_due (gpointer user_data)
{
  FbOutsideWatch *self = user_data;

  self->timer = 0;
  ask (self);
}

/* Nothing is known while nothing can be asked. */
static void
begin (FbOutsideWatch *self)
{
  give_up (self);
  if (can_ask (self))
    {
      schedule (self, self->times.first_ms);
      return;
    }
  self->n_failures = 0;
  set_result (self, FB_OUTSIDE_NOT_ASKED);
}

/* What was asked before may be about the network that was; but it isn't given up for good. Right
 * after a change a failure means little: whatever leads here from outside has to come back, too. */
static void
on_network_changed (FbOutsideWatch *self)
{
  if (!self->is_alarm)
    self->n_failures = 0;
  fb_outside_watch_ask_soon (self);
}

/* A fax that comes says more than any question: there is a way, only none that leads back from
 * here. */
static void
on_accepted (FbOutsideWatch *self)
{
  self->n_failures = 0;
  if (!self->is_alarm)
    return;
  self->was_reached = FALSE;
  give_up (self);
  set_result (self, FB_OUTSIDE_CANNOT_TELL);
  schedule (self, self->times.normal_ms);
}

/* GObject */

static void
fb_outside_watch_dispose (GObject *object)
{
  FbOutsideWatch *self = FB_OUTSIDE_WATCH (object);

  give_up (self);
  g_clear_object (&self->check);
  g_clear_object (&self->receiver);

  G_OBJECT_CLASS (fb_outside_watch_parent_class)->dispose (object);
}

static void
fb_outside_watch_finalize (GObject *object)
{
  g_free (FB_OUTSIDE_WATCH (object)->address);

  G_OBJECT_CLASS (fb_outside_watch_parent_class)->finalize (object);
}

static void
fb_outside_watch_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbOutsideWatch *self = FB_OUTSIDE_WATCH (object);

  switch ((FbOutsideWatchProperty) property_id)
    {
    case PROP_RESULT:
      g_value_set_enum (value, (int) self->result);
      break;
    case PROP_ALARM:
      g_value_set_boolean (value, self->is_alarm);
      break;
    case PROP_ASKING:
      g_value_set_boolean (value, self->asking != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_outside_watch_class_init (FbOutsideWatchClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_outside_watch_dispose;
  object_class->finalize = fb_outside_watch_finalize;
  object_class->get_property = fb_outside_watch_get_property;

  properties[PROP_RESULT] =
    g_param_spec_enum ("result", NULL, NULL, FB_TYPE_OUTSIDE_RESULT, FB_OUTSIDE_NOT_ASKED, flags);
  properties[PROP_ALARM] = g_param_spec_boolean ("alarm", NULL, NULL, FALSE, flags);
  properties[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_outside_watch_init (FbOutsideWatch *self)
{
  self->times = default_times;
}

/**
 * fb_outside_watch_new:
 * @receiver: what the public address has to lead to
 * @check: asks, with the probes of @receiver
 *
 * For the main thread. It asks nothing before it has an address.
 *
 * Returns: (transfer full): a watch
 */
FbOutsideWatch *
fb_outside_watch_new (FbReceiver *receiver, FbOutsideCheck *check)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_OUTSIDE_CHECK (check), NULL);

  FbOutsideWatch *self = g_object_new (FB_TYPE_OUTSIDE_WATCH, NULL);

  self->receiver = g_object_ref (receiver);
  self->check = g_object_ref (check);
  g_signal_connect_object (receiver, "notify::state", G_CALLBACK (begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fb_receiver_get_refusals (receiver), "accepted",
                           G_CALLBACK (on_accepted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_outside_watch_set_times:
 * @self: a watch that has no address yet
 * @times: how long is waited
 */
void
fb_outside_watch_set_times (FbOutsideWatch *self, const FbOutsideTimes *times)
{
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (self));
  g_return_if_fail (times != NULL);

  self->times = *times;
}

/**
 * fb_outside_watch_set_address:
 * @self: a watch
 * @address: (nullable): the public address, as fb_public_address_normalize() writes it; %NULL if
 *   there is none to ask
 * @was_reached: whether it has led here before
 *
 * Begins anew with it, unless it is the same.
 */
void
fb_outside_watch_set_address (FbOutsideWatch *self, const char *address, gboolean was_reached)
{
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (self));

  if (g_strcmp0 (address, self->address) == 0)
    return;
  g_free (self->address);
  self->address = g_strdup (address);
  self->was_reached = was_reached;
  self->n_failures = 0;
  set_result (self, FB_OUTSIDE_NOT_ASKED);
  begin (self);
}

/**
 * fb_outside_watch_get_address:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): what it asks
 */
const char *
fb_outside_watch_get_address (FbOutsideWatch *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (self), NULL);

  return self->address;
}

/**
 * fb_outside_watch_ask_soon:
 * @self: a watch
 *
 * Asks in a few seconds, instead of when it is due. Does nothing where nothing can be asked.
 */
void
fb_outside_watch_ask_soon (FbOutsideWatch *self)
{
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (self));

  if (!can_ask (self))
    return;
  give_up (self);
  schedule (self, self->times.first_ms);
}

/**
 * fb_outside_watch_ask_now:
 * @self: a watch
 *
 * Asks at once, unless it is asking. Does nothing where nothing can be asked.
 */
void
fb_outside_watch_ask_now (FbOutsideWatch *self)
{
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (self));

  if (!can_ask (self) || self->asking != NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  ask (self);
}

/**
 * fb_outside_watch_note_reached:
 * @self: a watch
 * @address: an address that something was sent to which has arrived here
 *
 * That says as much as an answer to its own question does. Another address than the one that it
 * asks is none of its business.
 */
void
fb_outside_watch_note_reached (FbOutsideWatch *self, const char *address)
{
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (self));
  g_return_if_fail (address != NULL);

  if (!can_ask (self) || !g_str_equal (address, self->address))
    return;
  give_up (self);
  self->time = g_get_real_time ();
  self->was_reached = TRUE;
  self->n_failures = 0;
  set_result (self, FB_OUTSIDE_REACHED_US);
  schedule (self, get_pause (self));
}

/**
 * fb_outside_watch_is_asking:
 * @self: a watch
 *
 * Returns: whether an answer is awaited
 */
gboolean
fb_outside_watch_is_asking (FbOutsideWatch *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (self), FALSE);

  return self->asking != NULL;
}

/**
 * fb_outside_watch_stop:
 * @self: a watch
 *
 * Asks nothing more, until it is given another address.
 */
void
fb_outside_watch_stop (FbOutsideWatch *self)
{
  g_return_if_fail (FB_IS_OUTSIDE_WATCH (self));

  fb_outside_watch_set_address (self, NULL, FALSE);
}

/**
 * fb_outside_watch_get_result:
 * @self: a watch
 *
 * Returns: what is known; a single failure isn't to be told yet, see fb_outside_watch_is_alarm()
 */
FbOutsideResult
fb_outside_watch_get_result (FbOutsideWatch *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (self), FB_OUTSIDE_NOT_ASKED);

  return self->result;
}

/**
 * fb_outside_watch_was_reached:
 * @self: a watch
 *
 * Returns: whether the address has led here, so that a failure means something; no more after a fax
 *   has come all the same
 */
gboolean
fb_outside_watch_was_reached (FbOutsideWatch *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (self), FALSE);

  return self->was_reached;
}

/**
 * fb_outside_watch_get_time:
 * @self: a watch
 *
 * Returns: when it was asked last, in microseconds since 1970 UTC; 0 if it wasn't
 */
gint64
fb_outside_watch_get_time (FbOutsideWatch *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (self), 0);

  return self->time;
}

/**
 * fb_outside_watch_is_alarm:
 * @self: a watch
 *
 * Returns: whether Documo can't reach this computer: it has failed several times in a row
 */
gboolean
fb_outside_watch_is_alarm (FbOutsideWatch *self)
{
  g_return_val_if_fail (FB_IS_OUTSIDE_WATCH (self), FALSE);

  return self->is_alarm;
}
