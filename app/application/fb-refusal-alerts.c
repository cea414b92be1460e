/* fb-refusal-alerts.c
 *
 * Notifies that Documo was refused, once for each cause until that comes newly (see FbRefusals),
 * and withdraws that when a delivery is accepted. Documo comes again seven times; and whoever
 * imitates it may come as often as they like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal-alerts.h"

#include "fb-refusal-words.h"

#define PROBLEM_NAME "refusal"

struct _FbRefusalAlerts
{
  GObject parent_instance;

  FbRefusals *refusals;
  FbNotifier *notifier;
  FbDoNotDisturb *do_not_disturb;
  guint told[FB_N_REFUSAL_REASONS]; /* by cause: the occasion that was told of last */
};

G_DEFINE_FINAL_TYPE (FbRefusalAlerts, fb_refusal_alerts, G_TYPE_OBJECT)

static void
show (FbRefusalAlerts *self, const FbRefusal *refusal)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *title = fb_refusal_dup_title (refusal, now, fb_clock_format_from_desktop ());

  fb_notifier_show_problem (self->notifier, PROBLEM_NAME, title,
                            fb_refusal_reason_get_advice (refusal->reason));
}

/* What isn't told for now may be told later, if it still stands then. */
static void
tell (FbRefusalAlerts *self)
{
  const FbRefusal *standing = fb_refusals_get_standing (self->refusals);

  if (standing == NULL || fb_refusals_is_dismissed (self->refusals))
    {
      fb_notifier_withdraw_problem (self->notifier, PROBLEM_NAME);
      return;
    }
  const FbRefusalReason cause = fb_refusal_reason_get_cause (standing->reason);
  const guint occasion = fb_refusals_get_occasion (self->refusals);
  if (self->told[cause] == occasion || fb_do_not_disturb_is_active (self->do_not_disturb))
    return;
  self->told[cause] = occasion;
  show (self, standing);
}

/* GObject */

static void
fb_refusal_alerts_dispose (GObject *object)
{
  FbRefusalAlerts *self = FB_REFUSAL_ALERTS (object);

  g_clear_object (&self->refusals);
  g_clear_object (&self->notifier);
  g_clear_object (&self->do_not_disturb);

  G_OBJECT_CLASS (fb_refusal_alerts_parent_class)->dispose (object);
}

static void
fb_refusal_alerts_class_init (FbRefusalAlertsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_refusal_alerts_dispose;
}

static void
fb_refusal_alerts_init (FbRefusalAlerts *self)
{
}

/**
 * fb_refusal_alerts_new:
 * @refusals: what is told of
 * @notifier: shows it
 * @do_not_disturb: while it is active, nothing is shown; afterwards what still stands is
 *
 * For the main thread.
 *
 * Returns: (transfer full): the alerts, which work as long as they exist
 */
FbRefusalAlerts *
fb_refusal_alerts_new (FbRefusals *refusals, FbNotifier *notifier, FbDoNotDisturb *do_not_disturb)
{
  g_return_val_if_fail (FB_IS_REFUSALS (refusals), NULL);
  g_return_val_if_fail (FB_IS_NOTIFIER (notifier), NULL);
  g_return_val_if_fail (FB_IS_DO_NOT_DISTURB (do_not_disturb), NULL);

  FbRefusalAlerts *self = g_object_new (FB_TYPE_REFUSAL_ALERTS, NULL);

  self->refusals = g_object_ref (refusals);
  self->notifier = g_object_ref (notifier);
  self->do_not_disturb = g_object_ref (do_not_disturb);
  g_signal_connect_object (refusals, "notify", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (do_not_disturb, "notify::until", G_CALLBACK (tell), self,
                           G_CONNECT_SWAPPED);
  tell (self);
  return self;
}
