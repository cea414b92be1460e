/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-documo-account.h"

G_BEGIN_DECLS

#define FB_DOCUMO_DEFAULT_URL "https://api.documo.com"

/**
 * FbDocumoFormat:
 * @FB_DOCUMO_FORMAT_PDF: PDF
 * @FB_DOCUMO_FORMAT_TIFF: TIFF
 *
 * What a document is asked for in.
 */
typedef enum
{
  FB_DOCUMO_FORMAT_PDF,
  FB_DOCUMO_FORMAT_TIFF,
} FbDocumoFormat;

#define FB_TYPE_DOCUMO_CLIENT (fb_documo_client_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumoClient, fb_documo_client, FB, DOCUMO_CLIENT, GObject)

gboolean fb_documo_key_is_plausible (const char *key);

FbDocumoClient *fb_documo_client_new (const char *url, const char *key, GError **error);
const char *fb_documo_client_get_url (FbDocumoClient *self);

void fb_documo_client_get_account_async (FbDocumoClient *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
FbDocumoAccount *
fb_documo_client_get_account_finish (FbDocumoClient *self, GAsyncResult *result, GError **error);

void fb_documo_client_download_async (FbDocumoClient *self,
                                      const char *message_id,
                                      FbDocumoFormat format,
                                      GOutputStream *stream,
                                      GFileProgressCallback progress,
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
const char *fb_documo_client_download_finish (FbDocumoClient *self,
                                              GAsyncResult *result,
                                              gint64 *size,
                                              GError **error);

G_END_DECLS
