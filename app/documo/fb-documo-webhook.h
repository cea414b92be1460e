/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FbDocumoEvents:
 * @FB_DOCUMO_EVENT_INBOUND: fax.inbound
 * @FB_DOCUMO_EVENT_OUTBOUND: fax.outbound
 * @FB_DOCUMO_EVENT_OUTBOUND_EXTENDED: fax.outbound.extended
 * @FB_DOCUMO_EVENT_V1_INBOUND: fax.v1.inbound.complete
 * @FB_DOCUMO_EVENT_V1_OUTBOUND: fax.v1.outbound.complete
 *
 * What a webhook tells of, as far as Faxbell asks for it: events of the first generation, which
 * bring documents, and of the new one, which bring none.
 */
typedef enum
{
  FB_DOCUMO_EVENT_INBOUND = 1 << 0,
  FB_DOCUMO_EVENT_OUTBOUND = 1 << 1,
  FB_DOCUMO_EVENT_OUTBOUND_EXTENDED = 1 << 2,
  FB_DOCUMO_EVENT_V1_INBOUND = 1 << 3,
  FB_DOCUMO_EVENT_V1_OUTBOUND = 1 << 4,
} FbDocumoEvents;

#define FB_DOCUMO_EVENTS_FIRST                                                                     \
  (FB_DOCUMO_EVENT_INBOUND | FB_DOCUMO_EVENT_OUTBOUND | FB_DOCUMO_EVENT_OUTBOUND_EXTENDED)
#define FB_DOCUMO_EVENTS_NEW (FB_DOCUMO_EVENT_V1_INBOUND | FB_DOCUMO_EVENT_V1_OUTBOUND)
#define FB_DOCUMO_EVENTS_ALL (FB_DOCUMO_EVENTS_FIRST | FB_DOCUMO_EVENTS_NEW)

/* What a webhook of one number can tell of. */
#define FB_DOCUMO_EVENTS_OF_NUMBER (FB_DOCUMO_EVENT_INBOUND | FB_DOCUMO_EVENT_V1_INBOUND)

#define FB_TYPE_DOCUMO_WEBHOOK (fb_documo_webhook_get_type ())

/**
 * FbDocumoWebhook:
 * @uuid: names it at Documo
 * @name: (nullable): what it is called there, fit to be shown
 * @url: (nullable): where it delivers
 * @auth_type: (nullable): how it signs in, in Documo's word; empty if it doesn't; %NULL if Documo
 *   doesn't say
 * @account_id: (nullable): whose it is
 * @number_id: (nullable): which number alone it is for
 * @is_enabled: whether it delivers; %TRUE if Documo doesn't say
 * @has_attachment: whether it brings documents; %TRUE if Documo doesn't say
 * @has_events: whether Documo says what it tells of
 * @events: that, if @has_events
 * @updated_at: when it was changed, in microseconds since 1970; 0 if Documo doesn't say
 *
 * A webhook as it is at Documo. Immutable.
 */
typedef struct
{
  char *uuid;
  char *name;
  char *url;
  char *auth_type;
  char *account_id;
  char *number_id;
  gboolean is_enabled;
  gboolean has_attachment;
  gboolean has_events;
  FbDocumoEvents events;
  gint64 updated_at;
} FbDocumoWebhook;

GType fb_documo_webhook_get_type (void) G_GNUC_CONST;

FbDocumoWebhook *fb_documo_webhook_read (GBytes *json);
GPtrArray *fb_documo_webhook_read_list (GBytes *json, guint *n_rows);
FbDocumoWebhook *fb_documo_webhook_ref (FbDocumoWebhook *webhook);
void fb_documo_webhook_unref (FbDocumoWebhook *webhook);
gboolean fb_documo_webhook_signs_in (const FbDocumoWebhook *webhook);

char *fb_documo_events_dup_json (FbDocumoEvents events);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDocumoWebhook, fb_documo_webhook_unref)

G_END_DECLS
