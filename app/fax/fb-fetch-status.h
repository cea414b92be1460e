/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbFetchState:
 * @FB_FETCH_NOTHING: there is nothing to fetch
 * @FB_FETCH_WAITING: Documo is to be asked for the document when it is due
 * @FB_FETCH_WITHOUT_KEY: the same, but that won't help before there is another API key
 * @FB_FETCH_LOST: Documo doesn't have it
 *
 * What is to be done about a document that Documo's event did not bring. The numbers are kept in
 * the database: never renumber.
 */
typedef enum
{
  FB_FETCH_NOTHING = 0,
  FB_FETCH_WAITING = 1,
  FB_FETCH_WITHOUT_KEY = 2,
  FB_FETCH_LOST = 3,
} FbFetchState;

/* For arrays that have one of each. */
#define FB_N_FETCH_STATES (FB_FETCH_LOST + 1)

/**
 * FbFetchStatus:
 * @state: what is to be done
 * @due_at: when Documo is to be asked, microseconds since 1970 UTC
 * @n_attempts: how often it was asked in vain
 *
 * How far the fetching of a fax's document has come. A plain value.
 */
typedef struct
{
  FbFetchState state;
  gint64 due_at;
  guint n_attempts;
} FbFetchStatus;

G_END_DECLS
