/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbApiKeyState:
 * @FB_API_KEY_UNKNOWN: the keyring was not asked, or has reported an error
 * @FB_API_KEY_ABSENT: it has no key
 * @FB_API_KEY_LOCKED: it is locked
 * @FB_API_KEY_PRESENT: it has a key
 * @FB_API_KEY_NO_KEYRING: there is none
 *
 * What is known of the API key.
 */
typedef enum
{
  FB_API_KEY_UNKNOWN,
  FB_API_KEY_ABSENT,
  FB_API_KEY_LOCKED,
  FB_API_KEY_PRESENT,
  FB_API_KEY_NO_KEYRING,
} FbApiKeyState;

#define FB_TYPE_API_KEY (fb_api_key_get_type ())
G_DECLARE_FINAL_TYPE (FbApiKey, fb_api_key, FB, API_KEY, GObject)

/* Signal:
 *   changed: the keyring got another key or lost it, or the address is another
 */

FbApiKey *fb_api_key_new (const char *url);
void fb_api_key_set_url (FbApiKey *self, const char *url);
const char *fb_api_key_get_url (FbApiKey *self);
FbApiKeyState fb_api_key_get_state (FbApiKey *self);
void fb_api_key_forget_state (FbApiKey *self);

void fb_api_key_lookup_async (FbApiKey *self,
                              gboolean may_prompt,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *fb_api_key_lookup_finish (FbApiKey *self, GAsyncResult *result, GError **error);
void fb_api_key_store_async (FbApiKey *self,
                             const char *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean fb_api_key_store_finish (FbApiKey *self, GAsyncResult *result, GError **error);
void fb_api_key_clear_async (FbApiKey *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean fb_api_key_clear_finish (FbApiKey *self, GAsyncResult *result, GError **error);

void fb_api_key_free_text (char *key);

G_END_DECLS
