/* fb-refusals.c
 *
 * The refused requests as the rest of the application sees them: an object of the main thread, over
 * the log that the receiver's thread writes. One of them may stand: Documo was refused for a reason
 * that lasts, and nothing was accepted since.
 *
 * Who has dismissed one doesn't want to hear of its cause again before that comes newly: after it
 * was mended, which an accepted delivery shows. But that others are accepted doesn't mend a
 * delivery that is refused for what it brings, and Documo sends that again for about a day. So such
 * a cause comes newly only where it was quiet for longer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusals.h"

/* Documo's eight tries take 27 hours and some minutes. */
#define RETRY_TIME (28 * G_TIME_SPAN_HOUR)

/* What is known of one cause. */
typedef struct
{
  guint occasion; /* how often it has come newly */
  guint dismissed_occasion;
  gint64 time;                /* when it was refused for it last */
  gboolean is_accepted_since; /* since it came newly */
} Cause;

struct _FbRefusals
{
  GObject parent_instance;

  FbRefusalLog *log;
  FbRefusal *last;     /* nullable */
  FbRefusal *standing; /* nullable */
  gint64 last_accepted;
  guint64 n_refused; /* of which the signal has told */
  gint64 retry_time;
  Cause causes[FB_N_REFUSAL_REASONS];
};

typedef enum
{
  PROP_STANDING = 1,
  PROP_DISMISSED,
} FbRefusalsProperty;

static GParamSpec *properties[PROP_DISMISSED + 1];

enum
{
  REFUSED,
  ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbRefusals, fb_refusals, G_TYPE_OBJECT)

static Cause *
get_cause (FbRefusals *self, const FbRefusal *refusal)
{
  return &self->causes[fb_refusal_reason_get_cause (refusal->reason)];
}

static gboolean
comes_newly (FbRefusals *self, const Cause *cause, const FbRefusal *refusal)
{
  if (cause->occasion == 0)
    return TRUE;
  return cause->is_accepted_since && (!fb_refusal_reason_is_of_delivery (refusal->reason) ||
                                      refusal->time - cause->time > self->retry_time);
}

static void
note_occasion (FbRefusals *self, const FbRefusal *refusal)
{
  Cause *cause = get_cause (self, refusal);

  if (comes_newly (self, cause, refusal))
    {
      cause->occasion++;
      cause->is_accepted_since = FALSE;
    }
  cause->time = refusal->time;
}

static void
note_accepted (FbRefusals *self)
{
  for (guint i = 0; i < FB_N_REFUSAL_REASONS; i++)
    self->causes[i].is_accepted_since = TRUE;
}

static void
take_standing (FbRefusals *self, FbRefusal *standing)
{
  g_autoptr (FbRefusal) before = self->standing;

  self->standing = standing;
  if (standing == before)
    return;
  if (standing != NULL)
    note_occasion (self, standing);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STANDING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISMISSED]);
}

static FbRefusal *
dup_newest (FbRefusalLog *log)
{
  g_autoptr (GPtrArray) refusals = fb_refusal_log_dup_refusals (log);

  return refusals->len > 0 ? fb_refusal_ref (g_ptr_array_index (refusals, 0)) : NULL;
}

/* What stands is known before anything is told. */
static void
on_log_changed (gpointer user_data)
{
  g_autoptr (FbRefusals) self = g_object_ref (user_data);
  const guint64 n_refused = fb_refusal_log_get_n_refused (self->log);
  const gint64 last_accepted = fb_refusal_log_get_last_accepted (self->log);
  const gboolean is_refused = n_refused != self->n_refused;
  const gboolean is_accepted = last_accepted != self->last_accepted;

  self->n_refused = n_refused;
  self->last_accepted = last_accepted;
  g_clear_pointer (&self->last, fb_refusal_unref);
  self->last = dup_newest (self->log);

  g_object_freeze_notify (G_OBJECT (self));
  if (is_accepted)
    note_accepted (self);
  take_standing (self, fb_refusal_log_dup_standing (self->log));
  g_object_thaw_notify (G_OBJECT (self));
  if (is_accepted)
    g_signal_emit (self, signals[ACCEPTED], 0);
  if (is_refused)
    g_signal_emit (self, signals[REFUSED], 0);
}

/* GObject */

static void
fb_refusals_dispose (GObject *object)
{
  FbRefusals *self = FB_REFUSALS (object);

  fb_refusal_log_stop (self->log);

  G_OBJECT_CLASS (fb_refusals_parent_class)->dispose (object);
}

static void
fb_refusals_finalize (GObject *object)
{
  FbRefusals *self = FB_REFUSALS (object);

  fb_refusal_log_unref (self->log);
  g_clear_pointer (&self->last, fb_refusal_unref);
  g_clear_pointer (&self->standing, fb_refusal_unref);

  G_OBJECT_CLASS (fb_refusals_parent_class)->finalize (object);
}

static void
fb_refusals_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbRefusals *self = FB_REFUSALS (object);

  switch ((FbRefusalsProperty) property_id)
    {
    case PROP_STANDING:
      g_value_set_boxed (value, self->standing);
      break;
    case PROP_DISMISSED:
      g_value_set_boolean (value, fb_refusals_is_dismissed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_refusals_class_init (FbRefusalsClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_refusals_dispose;
  object_class->finalize = fb_refusals_finalize;
  object_class->get_property = fb_refusals_get_property;

  properties[PROP_STANDING] = g_param_spec_boxed ("standing", NULL, NULL, FB_TYPE_REFUSAL, flags);
  properties[PROP_DISMISSED] = g_param_spec_boolean ("dismissed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_refusals_init (FbRefusals *self)
{
  self->retry_time = RETRY_TIME;
  self->log = fb_refusal_log_new (g_main_context_get_thread_default (), on_log_changed, self);
}

/**
 * fb_refusals_new:
 *
 * It belongs to the thread that makes it, and notifies in its main context.
 *
 * Returns: (transfer full): refusals, of which there are none yet
 */
FbRefusals *
fb_refusals_new (void)
{
  return g_object_new (FB_TYPE_REFUSALS, NULL);
}

/**
 * fb_refusals_get_log:
 * @self: the refusals
 *
 * Returns: (transfer none): where they are noted, by any thread
 */
FbRefusalLog *
fb_refusals_get_log (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), NULL);

  return self->log;
}

/**
 * fb_refusals_get_last:
 * @self: the refusals
 *
 * Returns: (transfer none) (nullable): the last one, whoever it was; it may be replaced when the
 *   main context runs
 */
const FbRefusal *
fb_refusals_get_last (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), NULL);

  return self->last;
}

/**
 * fb_refusals_dup_all:
 * @self: the refusals
 *
 * Returns: (transfer full) (element-type FbRefusal): those that are remembered, the newest first;
 *   at most %FB_REFUSAL_LOG_MAX
 */
GPtrArray *
fb_refusals_dup_all (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), NULL);

  return fb_refusal_log_dup_refusals (self->log);
}

/**
 * fb_refusals_get_last_accepted:
 * @self: the refusals
 *
 * Returns: when a delivery was accepted last, by this process, in microseconds since 1970 UTC; 0 if
 *   none was
 */
gint64
fb_refusals_get_last_accepted (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), 0);

  return self->last_accepted;
}

/**
 * fb_refusals_get_standing:
 * @self: the refusals
 *
 * The getter of #FbRefusals:standing.
 *
 * Returns: (transfer none) (nullable): the last refusal of what looked like Documo's, whose reason
 *   lasts, and since which nothing was accepted; dismissed or not
 */
const FbRefusal *
fb_refusals_get_standing (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), NULL);

  return self->standing;
}

/**
 * fb_refusals_get_occasion:
 * @self: the refusals
 *
 * Returns: how often the cause of what stands has come newly; 0 if nothing stands
 */
guint
fb_refusals_get_occasion (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), 0);

  return self->standing != NULL ? get_cause (self, self->standing)->occasion : 0;
}

/**
 * fb_refusals_is_dismissed:
 * @self: the refusals
 *
 * Returns: whether the user has dismissed the cause of what stands, and doesn't want to be told of
 * it again until it comes newly
 */
gboolean
fb_refusals_is_dismissed (FbRefusals *self)
{
  g_return_val_if_fail (FB_IS_REFUSALS (self), FALSE);

  if (self->standing == NULL)
    return FALSE;

  const Cause *cause = get_cause (self, self->standing);
  return cause->dismissed_occasion == cause->occasion;
}

/**
 * fb_refusals_dismiss:
 * @self: the refusals
 *
 * Dismisses the cause of what stands.
 */
void
fb_refusals_dismiss (FbRefusals *self)
{
  g_return_if_fail (FB_IS_REFUSALS (self));

  if (self->standing == NULL || fb_refusals_is_dismissed (self))
    return;

  Cause *cause = get_cause (self, self->standing);
  cause->dismissed_occasion = cause->occasion;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISMISSED]);
}

/**
 * fb_refusals_set_retry_time:
 * @self: the refusals
 * @us: for how long Documo sends a delivery again, in microseconds
 */
void
fb_refusals_set_retry_time (FbRefusals *self, gint64 us)
{
  g_return_if_fail (FB_IS_REFUSALS (self));

  self->retry_time = us;
}
