/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-post.h"
#include "documo-api.h"
#include "inbox-fixture.h"
#include "keyring.h"

G_BEGIN_DECLS

/* The account's API key; nothing else has these characters in it. */
#define ACCOUNT_KEY "eyJhbGciOi.a-right_key.0123456789"

/**
 * Account:
 * @desktop: the desktop, with the application not running
 * @api: the stand-in for Documo, which knows %ACCOUNT_KEY
 * @url: its address, which the application is set to
 * @keyring: the desktop's keyring, unlocked and empty
 *
 * A desktop, and an account at Documo whose webhooks bring no documents.
 */
typedef struct
{
  Desktop desktop;
  DocumoApi *api;
  char *url;
  Keyring *keyring;
} Account;

void account_set_up (Account *account, gconstpointer data);
void account_tear_down (Account *account, gconstpointer data);

void account_set_key (Account *account, const char *key);
void account_forget_key (Account *account);

char *account_dup_document (const char *name);
void account_offer (Account *account, const char *message_id, const DocumoReply *reply);
void account_offer_document (Account *account, const char *message_id);
void account_drip (Account *account, const char *message_id);
void account_fail (Account *account, const char *message_id);
guint account_count_requests (Account *account, const char *message_id);
void account_wait_for_requests (Account *account, const char *message_id, guint n);
void account_assert_has_document (Account *account, const char *message_id);

#define ACCOUNT_TEST(path, function)                                                               \
  g_test_add (path, Account, NULL, account_set_up, function, account_tear_down)

G_END_DECLS
