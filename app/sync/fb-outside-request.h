/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-outside-lookup.h"
#include "fb-outside-result.h"

G_BEGIN_DECLS

/**
 * FbOutsideLimits:
 * @deadline: (nullable): ends it when it takes too long
 * @cancelling: (nullable): ends it when it is cancelled
 *
 * What ends a request that doesn't end by itself.
 */
typedef struct
{
  GSource *deadline;
  GSource *cancelling;
} FbOutsideLimits;

void fb_outside_limits_set (FbOutsideLimits *limits,
                            GTask *task,
                            guint timeout_ms,
                            GSourceFunc on_deadline,
                            GCancellableSourceFunc on_cancelled);
void fb_outside_limits_clear (FbOutsideLimits *limits);

SoupSession *
fb_outside_session_new (guint timeout_ms, GProxyResolver *proxies, GTlsDatabase *database);

FbOutsideDoubts fb_outside_get_doubts (const FbOutsideLookup *lookup,
                                       gboolean was_reached,
                                       GNetworkMonitor *network);

G_END_DECLS
