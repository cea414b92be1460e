/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The parameter of a probe's query. */
#define FB_PROBE_PARAMETER "probe"

/**
 * FbProbeArrival:
 * @FB_PROBE_NOT_ARRIVED: it hasn't arrived
 * @FB_PROBE_ARRIVED: it has, at a path where no webhook is posted
 * @FB_PROBE_ARRIVED_AT_WEBHOOK: it has, at the path of the webhook
 *
 * What has become of a probe.
 */
typedef enum
{
  FB_PROBE_NOT_ARRIVED,
  FB_PROBE_ARRIVED,
  FB_PROBE_ARRIVED_AT_WEBHOOK,
} FbProbeArrival;

/**
 * FbProbeLog:
 *
 * The requests that this process has sent to itself by way of the network, and which of them have
 * arrived. All functions are for any thread.
 */
typedef struct _FbProbeLog FbProbeLog;

FbProbeLog *fb_probe_log_new (void);
FbProbeLog *fb_probe_log_ref (FbProbeLog *log);
void fb_probe_log_unref (FbProbeLog *log);

char *fb_probe_log_begin (FbProbeLog *log);
gboolean fb_probe_log_note_query (FbProbeLog *log, const char *query, gboolean is_at_webhook);
FbProbeArrival fb_probe_log_end (FbProbeLog *log, const char *nonce);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbProbeLog, fb_probe_log_unref)

G_END_DECLS
