/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-refusal.h"

G_BEGIN_DECLS

/* The header in which a test says which one it is. It is no secret, and lets nobody in. */
#define FB_TEST_HEADER "X-Faxbell-Test"

/**
 * FbTestSignIn:
 * @nonce: for the header %FB_TEST_HEADER
 * @user: a user name
 * @password: 256 random bits
 *
 * What a test that is expected shows on arrival. Overwritten when it is freed.
 */
typedef struct
{
  char *nonce;
  char *user;
  char *password;
} FbTestSignIn;

/**
 * FbTestContent:
 * @json: the SHA-256 of the event, in hexadecimal
 * @document: that of the document
 *
 * What is in a test that is expected.
 */
typedef struct
{
  char *json;
  char *document;
} FbTestContent;

/**
 * FbTestStage:
 * @FB_TEST_AWAITED: it has not arrived
 * @FB_TEST_ARRIVED: its headers have
 * @FB_TEST_REFUSED: it was refused
 * @FB_TEST_KEPT: it is on the disk
 *
 * How far a test has come here, in this order; a test that is sent twice on its way is as far as
 * the one that has come farther.
 */
typedef enum
{
  FB_TEST_AWAITED,
  FB_TEST_ARRIVED,
  FB_TEST_REFUSED,
  FB_TEST_KEPT,
} FbTestStage;

/**
 * FbTestArrival:
 * @stage: how far it has come
 * @reason: why it was refused the last time; %FB_REFUSAL_NONE if it wasn't
 *
 * What this receiver has done with a test. A plain value.
 */
typedef struct
{
  FbTestStage stage;
  FbRefusalReason reason;
} FbTestArrival;

/**
 * FbTestLog:
 *
 * The faxes that this process sends to itself by way of the network: with what sign-in each comes,
 * and what became of it. All functions are for any thread.
 */
typedef struct _FbTestLog FbTestLog;

FbTestLog *fb_test_log_new (void);
FbTestLog *fb_test_log_ref (FbTestLog *log);
void fb_test_log_unref (FbTestLog *log);

FbTestSignIn *
fb_test_log_expect (FbTestLog *log, GBytes *json, GBytes *document, guint lifetime_ms);
FbTestArrival fb_test_log_end (FbTestLog *log, const char *nonce);
guint fb_test_log_get_n_expected (FbTestLog *log);

guint fb_test_log_find (FbTestLog *log, const char *nonce);
guint fb_test_log_check (FbTestLog *log, const char *user, const char *password);
FbTestContent *fb_test_log_dup_content (FbTestLog *log, guint number);
void fb_test_log_note_refused (FbTestLog *log, guint number, FbRefusalReason reason);
void fb_test_log_note_kept (FbTestLog *log, guint number);

void fb_test_sign_in_free (FbTestSignIn *sign_in);
void fb_test_content_free (FbTestContent *content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTestLog, fb_test_log_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTestSignIn, fb_test_sign_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTestContent, fb_test_content_free)

G_END_DECLS
