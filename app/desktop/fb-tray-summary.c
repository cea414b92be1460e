/* fb-tray-summary.c
 *
 * What the tray's tooltip says first: how many faxes are open, and how long the oldest of them has
 * waited. While one is open the text is made anew from time to time; while none is, nothing wakes
 * up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-summary-private.h"

#include "fb-duration.h"

#include <glib/gi18n.h>

struct _FbTraySummary
{
  GObject parent_instance;

  guint interval;
  guint n_open;
  gint64 open_since;
  char *text;
  guint renew_source;
};

typedef enum
{
  PROP_TEXT = 1,
} FbTraySummaryProperty;

static GParamSpec *properties[PROP_TEXT + 1];

G_DEFINE_FINAL_TYPE (FbTraySummary, fb_tray_summary, G_TYPE_OBJECT)

static char *
make_text (guint n_open, gint64 waiting)
{
  if (n_open == 0)
    return g_strdup (_ ("No open faxes"));
  if (waiting < G_TIME_SPAN_MINUTE)
    return g_strdup_printf (ngettext ("%u open fax", "%u open faxes", n_open), n_open);

  g_autofree char *duration = fb_duration_format (waiting);
  /* Translators: %s is how long it has waited, as in "1 h 20 min" */
  return g_strdup_printf (
    ngettext ("%u open fax, waiting %s", "%u open faxes, the oldest waits %s", n_open), n_open,
    duration);
}

static void
renew (FbTraySummary *self)
{
  g_autofree char *text = make_text (self->n_open, g_get_real_time () - self->open_since);

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static gboolean
on_renew (gpointer data)
{
  renew (data);
  return G_SOURCE_CONTINUE;
}

/* GObject */

static void
fb_tray_summary_finalize (GObject *object)
{
  FbTraySummary *self = FB_TRAY_SUMMARY (object);

  g_clear_handle_id (&self->renew_source, g_source_remove);
  g_free (self->text);

  G_OBJECT_CLASS (fb_tray_summary_parent_class)->finalize (object);
}

static void
fb_tray_summary_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch ((FbTraySummaryProperty) property_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, FB_TRAY_SUMMARY (object)->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_tray_summary_class_init (FbTraySummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = fb_tray_summary_finalize;
  object_class->get_property = fb_tray_summary_get_property;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_tray_summary_init (FbTraySummary *self)
{
}

/**
 * fb_tray_summary_new:
 * @interval: how often the text is made anew while a fax is open, in seconds
 *
 * For the main thread; so are its functions and signals.
 *
 * Returns: (transfer full): a summary that has no text yet
 */
FbTraySummary *
fb_tray_summary_new (guint interval)
{
  g_return_val_if_fail (interval > 0, NULL);

  FbTraySummary *self = g_object_new (FB_TYPE_TRAY_SUMMARY, NULL);

  self->interval = interval;
  return self;
}

/**
 * fb_tray_summary_set:
 * @self: a summary
 * @n_open: the number of open faxes
 * @open_since: since when the oldest of them waits, microseconds since 1970 UTC
 */
void
fb_tray_summary_set (FbTraySummary *self, guint n_open, gint64 open_since)
{
  g_return_if_fail (FB_IS_TRAY_SUMMARY (self));

  self->n_open = n_open;
  self->open_since = open_since;
  if (n_open == 0)
    g_clear_handle_id (&self->renew_source, g_source_remove);
  else if (self->renew_source == 0)
    self->renew_source = g_timeout_add_seconds (self->interval, on_renew, self);
  renew (self);
}

/**
 * fb_tray_summary_get_text:
 * @self: a summary
 *
 * Returns: (transfer none) (nullable): plain text, translated; %NULL until the number of open faxes
 *   is known
 */
const char *
fb_tray_summary_get_text (FbTraySummary *self)
{
  g_return_val_if_fail (FB_IS_TRAY_SUMMARY (self), NULL);

  return self->text;
}
